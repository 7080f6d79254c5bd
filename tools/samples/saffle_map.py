"""Säffle, målkarta 2024–2027: a goal map and a chain of steps, boxes and arrows on landscape pages (family 6)."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from tools.samples.office import SANS
from tools.samples.stable import MARK

WIDTH, HEIGHT = landscape(A4)
MARGIN = 36.0  # points
AREAS = (
    ("Hållbarhet", "Säffle kommun hushåller med mark, vatten och pengar så att nästa generation har lika goda villkor",
     ("Säffle kommun minskar sin klimatpåverkan", "Säffle kommun har en ekonomi i balans",
      "Sjöar och vattendrag mår bra"), "#d5e8d4"),
    ("Livskvalitet", "Den som bor i Säffle kommun har god hälsa, trygga kvarter och något roligt att göra",
     ("Barn och unga klarar skolan och trivs där", "Äldre kan påverka sin vardag",
      "Alla har nära till idrott, kultur och natur"), "#fff2cc"),
    ("Utveckling", "Fler företag växer och fler människor väljer att flytta hit och stanna",
     ("Det är enkelt att starta och driva företag", "Säffle kommun är en god arbetsgivare",
      "Det finns bostäder i hela kommunen"), "#dae8fc"),
)  # fmt: skip
CHAIN = (
    ("VISION", "Säffle – vi bygger framtid vid vattnet"),
    ("Mål", "Säffle kommun minskar sin klimatpåverkan"),
    ("Delmål", "KS – Tjänsteresor med egen bil ska halveras till 2027"),
    ("Aktivitet", "Inför bilpool och lånecyklar vid kommunhuset"),
)
QUESTIONS = ("Vart vill vi?", "Vad ska vi uppnå?", "Vad ansvarar nämnden för?", "Vad gör vi i vardagen?")


def write_centred(canvas: Canvas, words: str, left: float, low: float, width: float, height: float, size: float,
                  bold: bool = False) -> None:  # fmt: skip
    """Words in the middle of a box."""
    face = SANS.bold if bold else SANS.font
    style = ParagraphStyle("box", fontName=face, fontSize=size, leading=size * 1.25, alignment=TA_CENTER)
    paragraph = Paragraph(words, style)
    _, used = paragraph.wrap(width - 10, height)
    paragraph.drawOn(canvas, left + 5, low + (height - used) / 2)


def draw_box(canvas: Canvas, words: str, place: tuple[float, float, float, float], fill: str, *, size: float = 9,
             bold: bool = False, round_by: float = 6) -> None:  # fmt: skip
    left, low, width, height = place
    canvas.setFillColor(colors.HexColor(fill))
    canvas.setStrokeColor(colors.HexColor("#5b6b7b"))
    canvas.roundRect(left, low, width, height, round_by, stroke=1, fill=1)
    canvas.setFillColor(colors.black)
    write_centred(canvas, words, left, low, width, height, size, bold)


def draw_arrow(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    """A line with a filled head; upright or level."""
    canvas.setStrokeColor(colors.HexColor("#5b6b7b"))
    canvas.setFillColor(colors.HexColor("#5b6b7b"))
    canvas.line(x0, y0, x1, y1)
    head = canvas.beginPath()
    head.moveTo(x1, y1)
    across, along = (0.0, 6.0 if y1 > y0 else -6.0) if x0 == x1 else (6.0 if x1 > x0 else -6.0, 0.0)
    head.lineTo(x1 - across - along / 2, y1 - along - across / 2)
    head.lineTo(x1 - across + along / 2, y1 - along + across / 2)
    head.close()
    canvas.drawPath(head, stroke=0, fill=1)


def draw_edges(canvas: Canvas, title: str) -> None:
    canvas.setFillColor(colors.HexColor(SANS.heading))
    canvas.setFont(SANS.bold, 18)
    canvas.drawString(MARGIN, HEIGHT - 44, title)
    canvas.setFillColor(colors.black)
    canvas.setFont(SANS.font, 7.5)
    canvas.drawString(MARGIN, 20, MARK)
    canvas.drawRightString(WIDTH - MARGIN, 20, f"Säffle kommun · {canvas.getPageNumber()}")


def draw_map(canvas: Canvas) -> None:
    """The overarching goal on top, its three areas with their goals inside, the vision as ground for all of it."""
    draw_edges(canvas, "Målkarta för Säffle kommun 2024–2027")
    full = WIDTH - 2 * MARGIN
    draw_box(canvas, "Övergripande mål: Säffle kommun ska ha 15 500 invånare år 2035", (MARGIN, 482, full, 42),
    "#f8cecc",
             size=13, bold=True)  # fmt: skip
    gap = 14.0
    column = (full - 2 * gap) / 3
    for number, (area, words, goals, fill) in enumerate(AREAS):
        left = MARGIN + number * (column + gap)
        draw_arrow(canvas, left + column / 2, 462, left + column / 2, 481)
        draw_box(canvas, "", (left, 166, column, 296), fill)
        write_centred(canvas, f"<b>{area}</b><br/>{words}", left, 392, column, 70, 9)
        for row, goal in enumerate(goals):
            draw_box(canvas, goal, (left + 16, 326 - row * 70.0, column - 32, 52), "#ffffff")
    draw_box(
        canvas, "Vision: Säffle – vi bygger framtid vid vattnet", (MARGIN, 96, full, 44), "#e1d5e7", size=13, bold=True
    )
    canvas.setFont(SANS.font, 8.5)
    canvas.drawString(MARGIN, 70, "Antagen av kommunfullmäktige 2023-09-25, § 96. Målen i varje spalt bidrar till "
    "spaltens område.")  # fmt: skip


def draw_chain(canvas: Canvas) -> None:
    """From vision to everyday work: four steps with arrows between them and a question under each."""
    draw_edges(canvas, "Från vision till vardag – exempel på en målkedja")
    gap = 40.0
    width = (WIDTH - 2 * MARGIN - 3 * gap) / 4
    for number, ((label, words), question) in enumerate(zip(CHAIN, QUESTIONS, strict=True)):
        left = MARGIN + number * (width + gap)
        draw_box(canvas, label, (left, 400, width, 40), "#b4c7e7", size=12, bold=True, round_by=3)
        draw_box(canvas, words, (left, 270, width, 100), "#ffffff", size=10)
        canvas.line(left + width / 2, 400, left + width / 2, 370)
        write_centred(canvas, question, left, 230, width, 30, 9)
        if number < len(CHAIN) - 1:
            draw_arrow(canvas, left + width + 4, 420, left + width + gap - 4, 420)
    style = ParagraphStyle("note", fontName=SANS.font, fontSize=9.5, leading=13.5)
    for row, words in enumerate((
        "Fullmäktige beslutar om vision och mål. Nämnderna bryter ned målen i delmål som de själva kan påverka.",
        "Verksamheterna väljer aktiviteter. Indikatorer beslutas av nämnden och redovisas i delårsrapport och bokslut.",
    )):  # fmt: skip
        paragraph = Paragraph(words, style, bulletText="•")
        paragraph.style.leftIndent = 12
        paragraph.wrap(WIDTH - 2 * MARGIN, 40)
        paragraph.drawOn(canvas, MARGIN, 170 - row * 22)


def build(path: Path) -> None:
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=0)
    canvas.setTitle("Målkarta för Säffle kommun 2024–2027")
    canvas.setAuthor("Exempeldokument")
    draw_map(canvas)
    canvas.showPage()
    draw_chain(canvas)
    canvas.showPage()
    canvas.save()
