"""The samples of the style guide come out word for word, as far as a calendar entry can say the same.

What it cannot say: how accessible a place is, and who confirmed it. A day of action also has its code.
"""

import pytest

from bot.domain.subscriber import Language
from bot.views.words import Words, visible
from tests.views.gallery import scenes

SAMPLES = {
    ("welcome: sample 1", Language.EN): """\
Alerts about public actions near you
Rallies, marches, vigils: what is coming, and whether it moves or is called off.
Kept: this chat's number (encrypted), your places and settings, and for a few days which alerts you got. \
Not kept: name, phone, location, messages.
Telegram can see that you use this bot.
Adding a place means you agree. Nothing is kept before that; /today and /near work without it.
Leave: /stop. Erase all: /delete. More: /privacy
[Get alerts for Tacoma, WA] [Another place] [Español]""",
    ("welcome: sample 1", Language.ES): """\
Avisos de acciones públicas cerca de ti
Concentraciones, marchas, vigilias: qué viene y si cambia o se cancela.
Se guarda: el número de este chat (cifrado), tus zonas y ajustes y, por unos días, qué avisos recibiste. \
No se guarda: nombre, teléfono, ubicación ni mensajes.
Telegram puede ver que usas este bot.
Al agregar una zona, aceptas esto. Antes no se guarda nada; /today y /near funcionan igual.
Para salir: /stop. Para borrar todo: /delete. Más: /privacy
[Recibir avisos de Tacoma, WA] [Otra zona] [English]""",
    ("added: sample 2", Language.EN): """\
Added: Tacoma, WA, and 25 miles around
You will get a brief at 6:00 PM the day before, and any change or cancellation.
Next: vigil, Fri, Feb 6, 6:30 PM Pacific Time, Harbor Plaza, Tacoma.
Quiet from 10:00 PM to 8:00 AM.
[Undo] [Change radius] [Settings]""",
    ("added: sample 2", Language.ES): """\
Zona agregada: Tacoma, WA, y 25 millas alrededor
Recibirás un resumen a las 6:00 p.m. del día anterior y todo cambio o cancelación.
Próxima: vigilia, vie 6 feb, 6:30 p.m., hora del Pacífico, Harbor Plaza, Tacoma.
Silencio de 10:00 p.m. a 8:00 a.m.
[Deshacer] [Cambiar radio] [Ajustes]""",
    ("brief: sample 3", Language.EN): """\
📅 Tomorrow, Sat, Feb 7, near Tacoma: 2 actions
Pacific Time, as of 6:00 PM today
1. March, 11:00 AM, Harbor Plaza, 100 Dock St, Tacoma. Called by Harbor Neighbors. Code K4TD
2. Vigil, time not stated, Graham, 16 miles. Exact place not stated. Code M8RZ
Nationwide: "Day for Clean Water". 1 of these belongs to it. Code WAT3
Still on? /check
[Details] [Settings]""",
    ("brief: sample 3", Language.ES): """\
📅 Mañana, sáb 7 feb, cerca de Tacoma: 2 acciones
Hora del Pacífico, según lo sabido hoy a las 6:00 p.m.
1. Marcha, 11:00 a.m., Harbor Plaza, 100 Dock St, Tacoma. Convoca: Harbor Neighbors. Código K4TD
2. Vigilia, hora no indicada, Graham, a 16 millas. Lugar exacto no indicado. Código M8RZ
En todo el país: "Day for Clean Water" (Día por el Agua Limpia). 1 de estas forma parte. Código WAT3
¿Siguen en pie? /check
[Detalles] [Ajustes]""",
    ("new: sample 4", Language.EN): """\
🆕 New: rally, Sat, Feb 7, 2:00 PM, Houston
Saturday, February 7, 2:00 to 4:00 PM Central Time
Riverside Park, main gate, 400 River St, Houston, TX
Called by Riverside Neighbors
Access: not stated
Announced.
Code A7F3 · /check_A7F3
[Copy address] [Share] [Mute this one] [Report as wrong]""",
    ("new: sample 4", Language.ES): """\
🆕 Nueva: concentración, sáb 7 feb, 2:00 p.m., Houston
Sábado 7 de febrero, de 2:00 a 4:00 p.m., hora del Centro
Riverside Park, entrada principal, 400 River St, Houston, TX
Convoca: Riverside Neighbors
Accesibilidad: no indicada
Anunciada.
Código A7F3 · /check_A7F3
[Copiar dirección] [Compartir] [Silenciar esta] [Reportar error]""",
    ("reminder: sample 5", Language.EN): """\
⏰ Today, Sat, Feb 7, 2:00 PM: rally, Houston
Riverside Park, main gate, 400 River St. Starts in 2 hours, Central Time.
Code A7F3 · /check_A7F3
[Details] [Mute this one] [Settings]""",
    ("reminder: sample 5", Language.ES): """\
⏰ Hoy, sáb 7 feb, 2:00 p.m.: concentración, Houston
Riverside Park, entrada principal, 400 River St. Empieza en 2 horas, hora del Centro.
Código A7F3 · /check_A7F3
[Detalles] [Silenciar esta] [Ajustes]""",
    ("notice: sample 6", Language.EN): """\
🔁 Moved: rally today, Sat, Feb 7, 2:00 PM, Houston
Now: library steps, 50 Oak St
Was: Riverside Park, main gate
Same time: 2:00 PM Central Time.
Confirmed by two coordinators at 1:02 PM.
Code A7F3 · /check_A7F3
[Copy address] [Details] [Mute this one] [Report as wrong] [Settings]""",
    ("notice: sample 6", Language.ES): """\
🔁 Otro lugar: concentración hoy, sáb 7 feb, 2:00 p.m., Houston
Ahora: escalinata de la biblioteca, 50 Oak St
Antes: Riverside Park, entrada principal
Misma hora: 2:00 p.m., hora del Centro.
Confirmado por dos personas de coordinación a la 1:02 p.m.
Código A7F3 · /check_A7F3
[Copiar dirección] [Detalles] [Silenciar esta] [Reportar error] [Ajustes]""",
    ("notice: sample 7", Language.EN): """\
❌ Cancelled: rally today, Sat, Feb 7, 2:00 PM, Houston
It will not take place at Riverside Park. No new date is known.
Confirmed by two coordinators at 11:40 AM Central Time.
Code A7F3 · /check_A7F3
[Details] [Mute this one] [Settings]""",
    ("notice: sample 7", Language.ES): """\
❌ Cancelada: concentración hoy, sáb 7 feb, 2:00 p.m., Houston
No tendrá lugar en Riverside Park. No se conoce una fecha nueva.
Confirmado por dos personas de coordinación a las 11:40 a.m., hora del Centro.
Código A7F3 · /check_A7F3
[Detalles] [Silenciar esta] [Ajustes]""",
    ("sample 8", Language.EN): """\
No actions listed today, Thu, Feb 5, near Tacoma, WA
Looked within 25 miles. Not every action is listed here.
Next: vigil, Fri, Feb 6, 6:30 PM Pacific Time, Harbor Plaza, Tacoma.
[This week] [Within 50 miles]""",
    ("sample 8", Language.ES): """\
Hoy, jue 5 feb, no hay acciones en la lista cerca de Tacoma, WA
Se buscó a 25 millas a la redonda. No todas las acciones están en la lista.
Próxima: vigilia, vie 6 feb, 6:30 p.m., hora del Pacífico, Harbor Plaza, Tacoma.
[Esta semana] [A 50 millas]""",
    ("nothing found", Language.EN): """\
No place found for "xyzzy". Send a city and state, or a ZIP code: /add Tacoma, WA""",
    ("nothing found", Language.ES): """\
No se encontró "xyzzy". Escribe ciudad y estado, o código postal: /add Tacoma, WA""",
}


@pytest.mark.parametrize(("name", "language"), SAMPLES)
def test_the_samples_are_reproduced(name: str, language: Language) -> None:
    (scene,) = (scene for scene in scenes() if scene.name == name)
    view = scene.view(Words(language))
    buttons = " ".join(f"[{button.label}]" for row in view.rows for button in row)
    assert "\n".join(filter(None, [visible(view.text), buttons])) == SAMPLES[name, language]
