"""The words by which a typed care number is found; for finding, never for showing.

`no_length` ends with the first word of a number that is no window of care: one day
among others, how often in a day, or how long a visit lasts: booked, not signed.
"""

BY_LANGUAGE = {
    "en": {
        "number": r"(?:\d{1,4}(?:[.,]\d{1,2})?|[½¼¾]|half(?: an?)?|an?|(?:twenty|thirty"
        r"|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five"
        r"|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten"
        r"|eleven|twelve|fifteen|sixteen|eighteen|(?:a )?few|several"
        r"|a couple(?: of)?)",
        "between": r"(?:\s?\([\w-]{1,20}\))?(?: (?:full|whole|more|consecutive"
        r"|straight))?",
        "unit": r"(?:h|hrs?|hours?|mins?|minutes?|days?|nights?|weeks?)",
        "named": r"(?:the )?(?:rest|remainder) of (?:the|that|your) (?:day|evening"
        r"|night)|(?:until|till|before|by) (?:the )?(?:next|following) (?:day|morning)"
        r"|the (?:next|following) (?:day|morning)|(?:that|the) same (?:day|evening)"
        r"|that (?:day|evening)|tomorrow|overnight|all (?:day|night)|the night before"
        r"|(?:after|before|from|until|till|past) midnight|night['’]s (?:sleep|rest)"
        r"|24[/-]7",
        "care": r"driv(?:e|es|ing|er)|drove|the wheel|the road|car keys|vehicles?"
        r"|machine(?:ry|s)?|tools?|swim(?:ming)?|sports?|lift(?:ing)?|alone"
        r"|smok(?:e|ing)|caffeine|coffee|(?:nose|nasal) sprays?|decongestants?"
        r"|sedatives?|sleeping pills?"
        r"|eat(?:s|ing)?|ate|foods?|meals?|breakfast|fasting|fast(?= (?:for|from|before"
        r"|until|at least|overnight))|(?<=to )fast|snacks?|drink(?:s|ing)?|drank"
        r"|fluids?|water|alcohol(?:ic)?|wine|beer|liquor|cannabis|marijuana"
        r"|stay(?:s|ing)?|remain|recover(?:y|ing)? (?:area|room)|monitored"
        r"|observ(?:ed|ation)|wait(?:ing)?"
        r"|work(?:ing)?(?! (?:at its|well|best|better|by|on|fast|quickly|together"
        r"|in conjunction|with (?:you|your|our|the)))|job|shift|exercise|strenuous|gym"
        r"|take it easy|rest(?:ing)?|normal (?:life|lives|routines?|activit(?:y|ies))"
        r"|back to normal|decisions?|sign(?:ing)? (?:legal|papers|documents)|bike"
        r"|bicycle|ladders?",
        "no_length": r"(?:on|times|once|twice|choose|pick) an?|(?:infusion|session"
        r"|treatment|visit|appointment)s?,?(?: (?:which|that|can|may|will|usually"
        r"|typically|often|about|generally)){0,3} (?:lasts?|takes?)(?: (?:about|around"
        r"|between|only|from|anywhere|up|to|at|least)){0,3} \S{1,20}",
    },
    "es": {
        "number": r"(?:\d{1,4}(?:[.,]\d{1,2})?|[½¼¾]|media|(?:treinta|cuarenta"
        r"|cincuenta|sesenta|setenta|ochenta|noventa)(?: y (?:un[ao]?|dos|tres|cuatro"
        r"|cinco|seis|siete|ocho|nueve))?|un[ao]?|dos|tres|cuatro|cinco|seis|siete"
        r"|ocho|nueve|diez|once|doce|quince|dieciséis|dieciocho|veinte|veinticuatro"
        r"|un[ao]s(?: (?:cuant|poc)[ao]s)?|vari[ao]s|algun[ao]s|poc[ao]s"
        r"|un par de)",
        "between": r"(?:\s?\([\w-]{1,20}\))?(?: (?:primeras|últimas|largas))?",
        "unit": r"(?:h|hrs?|horas?|mins?|minutos?|d[ií]as?|noches?|semanas?)",
        "named": r"(?:el )?resto del d[ií]a|el resto de la (?:tarde|noche)"
        r"|(?:el|al) (?:d[ií]a siguiente|siguiente d[ií]a)|la mañana siguiente"
        r"|(?:ese|el) mismo d[ií]a|ese d[ií]a|esa (?:noche|tarde)|hasta mañana"
        r"|toda la noche|todo el d[ií]a|la noche (?:de )?antes|la noche anterior"
        r"|(?:después|antes|desde|hasta|a partir) (?:de )?(?:la )?medianoche"
        r"|después de dormir|(?:una )?noche de (?:sueño|descanso)",
        "care": r"carretera|llaves del|veh[ií]culos?|herramientas?|nad(?:e|ar)"
        r"|deportes?"
        r"|a solas|fum(?:e|ar)|cafe[ií]na|café|spray nasal|aerosol nasal"
        r"|descongestionantes?|sedantes?|manej\w{0,8}|conduc\w{0,8}|conduzca"
        r"|volante|m[aá]quinas?|maquinaria"
        r"|com(?:e|er|a|as|an|ió)|comidas?|alimentos?|desayun\w{0,6}|ayun(?:o|ar|as?|e)"
        r"|en ayunas|beb(?:e|er|a|as|an|idas?)|tom(?:e|ar) (?:agua|líquidos|alcohol)"
        r"|l[ií]quidos?|agua|alcohol\w{0,6}|vino|cerveza|cannabis|mari[hg]uana"
        r"|qu[eé]d(?:e|en|ar|arse|ará|arán|a|an|ese|ense)|permane\w{1,8}"
        r"|sala de recuperaci[oó]n"
        r"|vigilad\w{1,3}|observaci[oó]n|esp[eé]r(?:e|en|ar|a|ese)|trabaj\w{1,6}"
        r"|empleo|turno"
        r"|ejercicio|desc[aá]ns\w{1,6}|vida normal|actividades normales"
        r"|decisi[oó]n(?:es)?|firm(?:e|ar)|bicicleta|escaleras?",
        "no_length": r"(?:en|elija|escoja) una?|(?:infusi[oó]n(?:es)?|sesi[oó]n(?:es)?"
        r"|tratamiento|visitas?|citas?),?(?: (?:que|suele|puede|normalmente"
        r"|generalmente)){0,3} (?:duran?|durar|tardan?|toman?)(?: (?:unos|entre|solo"
        r"|cerca|de|desde|hasta|alrededor|al|menos)){0,3} \S{1,20}",
    },
}
# Which instructions an editor is led to; the first that fits the sentence.
FITS = [
    (r"driv|drove|wheel|manej|condu|volante|machine|m[aá]quina|maquinaria", "driving"),
    (r"alcohol|wine|beer|liquor|vino|cerveza|cannabis|mari[jhg]uana", "substances"),
    (r"\beat|ate|food|meal|fast|snack|com[eia]|alimento|ayun", "fasting"),
    (r"drink|drank|fluid|water|beb|l[ií]quido|agua", "fasting"),
    (r"stay|remain|recover|monitor|observ|qued|permane|recuper|vigilad", "during"),
]
