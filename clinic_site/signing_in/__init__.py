"""How staff come in and stay in: passwords, second factors, sessions, limits."""
