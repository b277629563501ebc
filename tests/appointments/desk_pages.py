"""The desk's pages as these tests reach them, and a request as it stands by now."""

from appointments.models import AppointmentRequest

LIST = "/admin/appointments/appointmentrequest/"


def step(client, request, name, **said):
    return client.post(f"{LIST}{request.pk}/step/{name}/", said)


def again(request):
    return AppointmentRequest.objects.get(pk=request.pk)
