"""Who takes part. Nobody here exists."""

from bot.sandbox.tour.script import CENTRAL, EASTERN, MOUNTAIN, PACIFIC, Actor, Circle

ANA = "Ana"
BEN = "Ben"
IVY = "Ivy"
KAI = "Kai"
LUZ = "Luz"
MAX = "Max"
ROSA = "Rosa"
SAM = "Sam"
TESS = "Tess"
ZORA = "Zora"
INES = "Ines"
JOE = "Joe"
NOE = "Noé"
GIL = "Gil"
UMA = "Uma"
VERA = "Vera"
CLEO = "Cleo"
DARIO = "Darío"
FRITZ = "Fritz"
MILWAUKEE = "Milwaukee"

ACTORS = (
    Actor(ANA, "Quillmoor", PACIFIC),
    Actor(BEN, "Tarnfeld", EASTERN),
    Actor(IVY, "Brackwell", CENTRAL),
    Actor(KAI, "Ostrander-Pell", PACIFIC),
    Actor(LUZ, "Valdemora", EASTERN, app="es"),
    Actor(MAX, "Fennimoor", MOUNTAIN),
    Actor(ROSA, "Cantaluz", PACIFIC, app="es"),
    Actor(SAM, "Harrowgate", CENTRAL),
    Actor(TESS, "Wickerline", CENTRAL),
    Actor(ZORA, "Plumtree", EASTERN),
    Actor(INES, "Marrowby", CENTRAL),
    Actor(JOE, "Kestrelton", CENTRAL),
    Actor(NOE, "Albarrosa", CENTRAL, app="es"),
    Actor(GIL, "Thornquist", CENTRAL),
    Actor(UMA, "Lindenmere", CENTRAL),
    Actor(VERA, "Operatrix", CENTRAL),
    Actor(CLEO, "Marchbanks", CENTRAL),
    Actor(DARIO, "Fuentelapeña", CENTRAL, app="es"),
    Actor(FRITZ, "Blenderhast", CENTRAL),
)
CIRCLES = (Circle(MILWAUKEE, "Lakeside Supper Circle", CENTRAL, (INES, JOE)),)
