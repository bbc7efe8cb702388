"""Modo asistente: the whole screen for one attendee, who sees nobody's card but their own."""
