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
)
CIRCLES = (Circle(MILWAUKEE, "Lakeside Supper Circle", CENTRAL, (INES, JOE)),)
