"""What the teller of the story says, in either language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Narration:
    """Templates, to be filled by name. `columns` head the table of the summary, by kind of message."""

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    day: str
    stamp: str
    halves: tuple[str, str]
    opening: str
    shares_location: str
    blocks: str
    rewrites: str
    forwards: str
    forges: str
    brings_bot: str
    turns_on_topics: str
    opens_topic: str
    in_topic: str
    edited: str
    as_above: str
    stopping: str
    killed: str
    started: str
    span: str
    silence: str
    unmet: str
    messages_to: str
    all_chats: str
    columns: Mapping[str, str]
    verdict: str
    lives: str
    expectations: str
    drill: str
    length: str
    length_of_one: str
    clean: str
    unclean: str
    broken_off: str

    def day_of(self, day: date) -> str:
        weekday, month = self.weekdays[day.weekday()], self.months[day.month - 1]
        return self.day.format(weekday=weekday, day=day.day, month=month)

    def stamp_of(self, local: datetime) -> str:
        """Of equal length for all: `Feb  1 12:05 PM PST`."""
        return self.stamp.format(
            month=self.months[local.month - 1],
            day=local.day,
            hour=local.hour % 12 or 12,
            minute=local.minute,
            half=self.halves[local.hour // 12],
            zone=local.tzname(),
        )


ENGLISH = Narration(
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    day="{weekday}, {month} {day}",
    stamp="{month} {day:2} {hour:2}:{minute:02} {half} {zone}",
    halves=("AM", "PM"),
    opening="Drumbeat, played through without Telegram: a local Bot API, the bot as its own process,\n"
    "simulated time from {first} to {last}. People's messages begin with >, buttons stand in [ ].\n"
    "Every time is local to the chat beside it. Everybody here is made up, and so is what they\n"
    "announce; all else in the calendar is real.\n",
    shares_location="(shares a location)",
    blocks="(blocks the bot)",
    rewrites="(edits that message) {text}",
    forwards="(forwards a message of {author}) {text}",
    forges="(sends the data of the button [{button}] in the chat of {of})",
    brings_bot="(adds the bot to the group)",
    turns_on_topics="(turns on topics: the group becomes a supergroup, with another number)",
    opens_topic="(opens the topic {topic})",
    in_topic="(in the topic {topic})",
    edited="(the message now reads)",
    as_above="(the first {number} lines as above)",
    stopping="The bot is told to stop (SIGTERM).",
    killed="The next message is refused for now (429). The bot is killed (kill -9).",
    started="It is started again.",
    span="{first} to {last}",
    silence="no messages",
    unmet="NOT AS EXPECTED: {complaint}",
    messages_to="messages to",
    all_chats="all",
    columns={
        "brief": "briefs",
        "new": "new",
        "reminder": "reminders",
        "change": "changes",
        "cancellation": "called off",
        "retraction": "retracted",
        "answer": "answers",
    },
    verdict="late {late}, lost {lost}, doubled {doubled}, unwanted {unwanted}, expired {expired}",
    lives="restarted {restarts} in order, {kills} after kill -9",
    expectations="{held} of {all} expectations of the story held",
    drill="time to retract {code}: {seconds:.1f} real seconds from the tap to the last of {chats} chats",
    length="{days} simulated days in {seconds:.0f} seconds",
    length_of_one="1 simulated day in {seconds:.0f} seconds",
    clean="Clean: nothing late, nothing lost, nothing doubled.",
    unclean="NOT CLEAN:",
    broken_off="The tour was broken off; the bot is stopped.",
)
SPANISH = Narration(
    months=("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
    weekdays=("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
    day="{weekday} {day} {month}",
    stamp="{day:2} {month} {hour:2}:{minute:02} {half} {zone}",
    halves=("a.m.", "p.m."),
    opening="Drumbeat, de principio a fin y sin Telegram: una Bot API local, el bot como proceso propio,\n"
    "tiempo simulado del {first} al {last}. Lo que escribe la gente empieza con >, los botones van en [ ].\n"
    "Cada hora es la local del chat que está al lado. Toda la gente de aquí es inventada, y también lo\n"
    "que anuncia; todo lo demás del calendario es real.\n",
    shares_location="(comparte una ubicación)",
    blocks="(bloquea el bot)",
    rewrites="(edita ese mensaje) {text}",
    forwards="(reenvía un mensaje de {author}) {text}",
    forges="(envía los datos del botón [{button}] del chat de {of})",
    brings_bot="(agrega el bot al grupo)",
    turns_on_topics="(activa los temas: el grupo pasa a ser un supergrupo, con otro número)",
    opens_topic="(abre el tema {topic})",
    in_topic="(en el tema {topic})",
    edited="(el mensaje dice ahora)",
    as_above="(las primeras {number} líneas, como arriba)",
    stopping="Se pide al bot que termine (SIGTERM).",
    killed="El mensaje siguiente se rechaza por ahora (429). Se mata al bot (kill -9).",
    started="Arranca de nuevo.",
    span="{first} a {last}",
    silence="ningún mensaje",
    unmet="NO COMO SE ESPERABA: {complaint}",
    messages_to="mensajes a",
    all_chats="total",
    columns={
        "brief": "resúmenes",
        "new": "nuevas",
        "reminder": "recordat.",
        "change": "cambios",
        "cancellation": "canceladas",
        "retraction": "retiradas",
        "answer": "respuestas",
    },
    verdict="tarde {late}, perdidos {lost}, dobles {doubled}, de más {unwanted}, vencidos {expired}",
    lives="reinicios: {restarts} en orden, {kills} tras kill -9",
    expectations="se cumplieron {held} de {all} expectativas de la historia",
    drill="retirar {code}: {seconds:.1f} segundos reales del toque al último de {chats} chats",
    length="{days} días simulados en {seconds:.0f} segundos",
    length_of_one="1 día simulado en {seconds:.0f} segundos",
    clean="Limpio: nada tarde, nada perdido, nada doble.",
    unclean="NO LIMPIO:",
    broken_off="El recorrido se interrumpió; el bot está detenido.",
)
NARRATIONS = {"en": ENGLISH, "es": SPANISH}
