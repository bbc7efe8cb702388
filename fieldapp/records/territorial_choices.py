"""Catalogues of the house for plans, policies, pilots, products and missions (see `choices`)."""

from __future__ import annotations

from typing import Final

from fieldapp.records.choice import Choice, choices_of

TERRITORIAL: Final[dict[str, tuple[Choice, ...]]] = {
    "guideline_inclusions": choices_of(yes="Sí", partial="En parte", no="No"),
    "indicative_kinds": choices_of(result="De resultado", product="De producto"),
    "accumulations": choices_of(
        incremental="Incremental: los años se suman",
        stock="De existencias: cuenta lo alcanzado al final",
        flow="De flujo: cada año por separado",
    ),
    "recommendation_status": choices_of(
        draft="Borrador",
        reviewed="Revisado",
        published="Publicado",
        socialised="Socializado",
    ),
    "policy_stages": choices_of(
        agenda="Agenda pública",
        formulation="Formulación",
        adoption="Adopción",
        implementation="Implementación",
        monitoring="Seguimiento",
    ),
    "pilot_status": choices_of(
        prepared="En preparación",
        running="En marcha",
        finished="Terminada",
        stopped="Suspendida",
    ),
    "pilot_conditions": choices_of(
        political="Interés político",
        socioeconomic="Socioeconómica",
        labour="Laboral",
        staff="De personal",
    ),
    "product_status": choices_of(
        draft="Borrador", agreed="Consensuado", approved="Aprobado", published="Publicado"
    ),
    "product_kinds": choices_of(
        manual="Manual",
        signage="Manual de señalética",
        service_model="Modelo de servicios",
        artwork="Artes y diseño gráfico",
        script="Guion",
        study="Estudio o documento técnico",
        other="Otro",
    ),
    "publication_channels": choices_of(
        web="Página web",
        networks="Redes sociales",
        radio="Radio",
        press="Prensa",
        printed="Impreso",
        event="Evento público",
    ),
    "project_parts": choices_of(
        objective="Objetivo",
        result="Resultado",
        conclusion="Conclusión",
        recommendation="Recomendación",
    ),
    "audiences": choices_of(
        youth="Jóvenes",
        parents="Padres y madres",
        teachers="Docentes",
        elected="Gobiernos electos",
        employers="Empleadores",
        other="Otro público",
    ),
}
