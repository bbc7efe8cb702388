"""Catalogues that are the same in every country because rules depend on their codes.

A country pack may give another label to a code; it may not add one here.
"""

from __future__ import annotations

from typing import Final

from fieldapp.records.choice import Choice
from fieldapp.records.choice import choices_of as _choices
from fieldapp.records.territorial_choices import TERRITORIAL

CHOICES: Final[dict[str, tuple[Choice, ...]]] = {
    "activity_status": _choices(
        planned="Planeada",
        in_progress="En curso",
        done="Realizada",
        closed="Cerrada",
        cancelled="Cancelada",
    ),
    "activity_modes": _choices(onsite="Presencial", virtual="Virtual", hybrid="Mixta"),
    "session_characters": _choices(ordinary="Ordinaria", extraordinary="Extraordinaria"),
    "attendance_captures": _choices(
        table="En la tabla",
        kiosk="Modo asistente",
        paper="En papel",
        imported="Importada",
    ),
    "absence_states": _choices(
        expected="Convocada", present="Presente", excused="Con excusa", absent="Ausente"
    ),
    "attendance_roles": _choices(
        attendee="Asistente",
        guest="Invitado",
        interpreter="Intérprete",
        community_authority="Autoridad comunal o indígena",
        witness="Testigo",
        guardian="Acudiente o tutor",
    ),
    "consent_modes": _choices(
        screen="En pantalla", paper="En papel", spoken="De viva voz ante testigo"
    ),
    "ink_capacities": _choices(
        attendee="Asistente",
        president="Quien preside",
        secretary="Quien actúa como secretario",
        party="Parte",
        interpreter="Intérprete",
        community_authority="Autoridad comunal o indígena",
        witness="Testigo",
        on_request="Firma a ruego",
        officer="Funcionario",
    ),
    "ink_methods": _choices(
        drawn="Trazo en pantalla",
        paper="Firmó en papel",
        fingerprint="Huella en papel",
        refused="Se niega a firmar",
    ),
    "minutes_status": _choices(
        draft="Borrador",
        review="En revisión",
        frozen="Emitida",
        sealed="Firmada",
        void="Anulada",
    ),
    "approval_forms": _choices(
        read="Leída y firmada al final",
        next_meeting="En la próxima reunión",
        circulated="Circula como borrador",
    ),
    "remark_kinds": _choices(
        observation="Observación al borrador",
        statement="Constancia",
        reservation="Salvedad",
    ),
    "remark_outcomes": _choices(taken="Acogida", not_taken="No acogida"),
    "delivery_ways": _choices(
        printed="Impresa", usb="En memoria USB", phone="A un teléfono por cable"
    ),
    "printed_papers": _choices(
        acta="Acta",
        draft="Borrador del acta",
        signature_sheet="Hoja de firmas",
        attendance_list="Lista de asistencia",
        photo_annex="Anexo fotográfico",
    ),
    "blank_forms": _choices(acta="Acta en blanco", list="Lista de asistencia en blanco"),
    "form_fates": _choices(
        printed="En blanco",
        transcribed="Transcrito",
        annulled="Anulado",
        lost="Perdido",
    ),
    "acta_copies": _choices(delivered="Copia entregada", archive="Copia de archivo"),
    "attachment_kinds": _choices(
        acta="Acta",
        acta_archive="Acta, copia de archivo",
        photo="Fotografía",
        scan="Papel firmado",
        document="Documento",
        audio="Audio",
    ),
    "attachment_sensitivities": _choices(
        public="Pública", internal="De uso interno", reserved="Reservada"
    ),
    "agreement_status": _choices(
        draft="Borrador",
        negotiation="En negociación",
        signed="Suscrito",
        in_force="Vigente",
        expired="Vencido",
        terminated="Terminado",
    ),
    "commitment_kinds": _choices(one_off="De una sola vez", continuous="Permanente"),
    "commitment_priorities": _choices(high="Alta", medium="Media", low="Baja"),
    "logbook_visibilities": _choices(internal="Solo uso interno", shareable="Puede divulgarse"),
    "commitment_status": _choices(
        pending="Pendiente",
        in_progress="En proceso",
        done="Cumplido",
        partly_done="Cumplido parcialmente",
        not_done="Incumplido",
        rescheduled="Reprogramado",
        cancelled="Cancelado",
    ),
    "periodicities": _choices(
        weekly="Semanal",
        monthly="Mensual",
        quarterly="Trimestral",
        semester="Semestral",
        year="Anual",
        on_demand="Cuando se requiera",
    ),
    "space_status": _choices(active="Activo", inactive="Inactivo", to_create="Por crear"),
    "member_capacities": _choices(
        permanent="Permanente",
        guest="Invitado",
        secretary="Secretaría técnica",
        chair="Preside",
    ),
    "logbook_types": _choices(
        contact="Contacto",
        meeting="Reunión",
        advance="Avance",
        obstacle="Obstáculo",
        alert="Alerta",
        decision="Decisión",
    ),
    "position_ends": _choices(
        resignation="Renuncia",
        transfer="Traslado",
        contract_end="Fin del contrato",
        other="Otro motivo",
    ),
    "same_as_states": _choices(
        proposed="Por confirmar", joined="La misma", apart="No son la misma"
    ),
    "same_as_bases": _choices(
        equal_document="El mismo documento",
        similar_name="Nombre parecido",
        person="Lo dijo una persona",
    ),
    "conflict_states": _choices(
        open="Por decidir", kept="Quedó el que estaba", taken="Quedó el otro"
    ),
    "review_verdicts": _choices(
        accepted="Aceptado", rejected="No aceptado", returned="Devuelto para corregir"
    ),
    "office_types": _choices(
        territorial="Dirección territorial",
        employment="Oficina de empleo",
        integrated="Oficina integrada",
        centre="Centro de empleo",
        pilot="Experiencia piloto",
        headquarters="Nivel central",
    ),
    "budget_states": _choices(
        determined="Determinado",
        not_determined="No se ha determinado",
        blank="Sin costo anotado",
    ),
    "funding_status": _choices(
        explored="En exploración",
        requested="Solicitada",
        approved="Aprobada",
        executed="Ejecutada",
    ),
    "trip_status": _choices(
        requested="Solicitada",
        authorised="Autorizada",
        in_progress="En curso",
        reported="Con informe",
        settled="Rendida",
        returned="Devuelta",
    ),
    "expense_documents": _choices(
        invoice="Factura",
        receipt="Boleta o recibo",
        ticket="Pasaje o tiquete",
        sworn="Declaración jurada",
        none="Sin comprobante",
    ),
    "plan_types": _choices(
        improvement="Mejora continua",
        action_plan="Plan de acción",
        local_employment="Plan local de empleo",
        annual="Plan operativo anual",
        capacity="Plan de capacitación",
    ),
    "plan_status": _choices(
        draft="Borrador",
        published="Publicado",
        sent="Enviado",
        approved="Aprobado",
        closed="Cerrado",
    ),
    "node_levels": _choices(
        final_result="Resultado final",
        intermediate_result="Resultado intermedio",
        product="Producto",
        objective="Objetivo específico",
        strategy="Estrategia",
        project="Proyecto",
        action="Acción",
        activity="Actividad",
        task="Tarea",
    ),
    "chain_stages": _choices(
        input="Insumo",
        activity="Actividad",
        product="Producto",
        intermediate_result="Resultado intermedio",
        final_result="Resultado final",
    ),
    "plan_phases": _choices(
        policy="Política",
        planning="Planeamiento",
        financing="Financiamiento",
        execution="Ejecución",
        me="Monitoreo y evaluación",
    ),
    "action_capacities": _choices(preparedness="Preparación", response="Respuesta"),
    "pes_dimensions": _choices(
        governance="Gobernanza",
        organization="Organización de servicios",
        partnerships="Alianzas",
        performance="Rendimiento",
    ),
    "terms": _choices(short="Corto plazo", medium="Mediano plazo", long="Largo plazo"),
    "months": _choices(
        m01="Enero",
        m02="Febrero",
        m03="Marzo",
        m04="Abril",
        m05="Mayo",
        m06="Junio",
        m07="Julio",
        m08="Agosto",
        m09="Septiembre",
        m10="Octubre",
        m11="Noviembre",
        m12="Diciembre",
    ),
    "indicator_kinds": _choices(
        impact="Impacto", result="Resultado", product="Producto", process="Proceso"
    ),
    "indicator_units": _choices(
        number="Número",
        percent="Porcentaje",
        ratio="Razón",
        yes_no="Sí o no",
        document="Documento",
    ),
    "indicator_directions": _choices(up="Debe subir", down="Debe bajar"),
    "target_kinds": _choices(target="Meta", trend="Tendencia"),
    "zones": _choices(urban="Urbana", rural="Rural"),
    "feasibilities": _choices(yes="Sí", partly="En parte", no="No"),
    "alternative_needs": _choices(
        norm="Norma", budget="Presupuesto", agreement="Convenio", information="Información"
    ),
    "evaluation_areas": _choices(
        a="Rectoría",
        b="Organización",
        c="Calidad del servicio",
        d="Monitoreo y evaluación",
        e="Desarrollo de capacidades",
        f="Gestión descentralizada",
    ),
    "finding_severities": _choices(high="Alta", medium="Media", low="Baja"),
    "assessment_instruments": _choices(pes_scan="PES Scan"),
    "sheet_status": _choices(draft="Borrador", published="Publicada"),
    "value_coverages": _choices(territory="Del territorio", national="Nacional"),
    "satisfaction": _choices(good="Bueno", regular="Regular", bad="Malo"),
    "instrument_states": _choices(
        up_to_date="Actualizado",
        outdated="Desactualizado",
        in_update="En actualización",
        missing="No existe",
    ),
    "data_accesses": _choices(
        list_taken_out="Lista con datos personales",
        archive_copy="Copia de archivo de un acta",
        card_seen="Respuestas sensibles a la vista",
        person_sought="Búsqueda de una persona",
        person_told="Entrega de los datos de una persona",
        withdrawn="Autorización retirada",
        anonymised="Datos retirados",
    ),
    "actor_stances": _choices(
        supporter="A favor", neutral="Neutral", opponent="En contra", unknown="No se sabe"
    ),
    "poverty_levels": _choices(none="Sin pobreza", poor="Pobreza", extreme="Pobreza extrema"),
    "team_roles": _choices(
        titular="Titular", alternate="Alterno", secretary="Secretaría", guest="Invitado"
    ),
    "delivery_measures": _choices(
        attended="Personas atendidas",
        placed="Personas colocadas",
        trained="Personas capacitadas",
        certified="Personas certificadas",
        vacancies="Vacantes ofrecidas",
    ),
    "referral_results": _choices(accepted="Aceptada", rejected="No aceptada", pending="Pendiente"),
    "training_terms": _choices(short="Corto plazo", medium="Mediano plazo", long="Largo plazo"),
    "training_modalities": _choices(
        onsite="Presencial", virtual="Virtual", asynchronous="Asincrónica"
    ),
    "content_kinds": _choices(
        sheet="Ficha", guide="Guía", manual="Manual", presentation="Presentación"
    ),
    "norm_effects": _choices(
        modified_by="Modificada por",
        modifies="Modifica",
        complemented_by="Complementada por",
        complements="Complementa",
        repealed_by="Derogada por",
        repeals="Deroga",
        approves="Aprueba",
    ),
    "letter_directions": _choices(incoming="Entrada", outgoing="Salida"),
    "system_status": _choices(working="Funciona", failing="Falla", withdrawn="Retirado"),
    "request_channels": _choices(
        in_person="En persona", phone="Por teléfono", letter="Por escrito", web="Por internet"
    ),
    "register_groups": _choices(
        visits="Visitas y actas",
        agreements="Convenios y compromisos",
        logbook="Bitácora del territorio",
        directory="Directorio",
        spaces="Espacios y actores",
        trips="Comisiones de servicios",
        diagnosis="Diagnóstico",
        planning="Planeación",
        territorial="Planes y políticas territoriales",
        services="Servicios y oficinas",
        training="Capacitación y contenidos",
        norms="Normas y correspondencia",
        products="Productos y proyectos",
        requests="Solicitudes ciudadanas",
    ),
    **TERRITORIAL,
}
