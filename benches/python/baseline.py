"""The same job with openpyxl, XlsxWriter and ReportLab, to measure gyokaku against.

It does less than gyokaku (no alignment, no checks, no .xls or .ods, no opinions) and is
only here for its running time:

    pip install openpyxl XlsxWriter reportlab
    python benches/python/baseline.py samples/honjo/R5 OUTPUT_FOLDER
"""

import sys
from pathlib import Path

import openpyxl
import xlsxwriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

FONTS = Path(__file__).resolve().parents[2] / "templates" / "fonts"


def read_sheets(folder):
    """Every text of every visible sheet, as (label, value) pairs by row."""
    plans = []
    for path in sorted(folder.rglob("*.xlsx")):
        workbook = openpyxl.load_workbook(path)
        for sheet in workbook:
            if sheet.sheet_state != "visible" or sheet.max_row < 20:
                continue
            cells = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
            plans.append((path.name, sheet.title, cells))
    return plans


def write_workbook(plans, path):
    workbook = xlsxwriter.Workbook(str(path))
    wrap = workbook.add_format({"text_wrap": True, "valign": "top", "border": 1})
    for name in ("評価一覧", "課別集計", "意見と対応", "提出状況", "確認事項", "指標一覧"):
        sheet = workbook.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for row, (file, title, cells) in enumerate(plans, start=1):
            sheet.write_string(row, 0, file, wrap)
            for column, value in enumerate(list(cells.values())[:14], start=1):
                sheet.write_string(row, column, str(value), wrap)
    sources = workbook.add_worksheet("出典")
    row = 0
    for file, title, cells in plans:
        for address, value in cells.items():
            sources.write_row(row, 0, [file, title, address, str(value)])
            row += 1
    chart = workbook.add_chart({"type": "bar", "subtype": "percent_stacked"})
    chart.add_series({"values": "=評価一覧!$B$2:$B$10"})
    sources.insert_chart("H2", chart)
    workbook.close()


def write_report(plans, path):
    pdfmetrics.registerFont(TTFont("G", str(FONTS / "BIZUDGothic-Regular.ttf")))
    pdfmetrics.registerFont(TTFont("M", str(FONTS / "BIZUDMincho-Regular.ttf")))
    body = ParagraphStyle("body", fontName="M", fontSize=9, leading=13, wordWrap="CJK")
    story = []
    for file, title, cells in plans:
        pairs = list(cells.items())
        rows = [[Paragraph(address, body), Paragraph(str(value).replace("\n", "<br/>"), body)] for address, value in pairs]
        story += [Table(rows, colWidths=[60, 420], repeatRows=1), PageBreak()]
    SimpleDocTemplate(str(path), pagesize=A4).build(story)


def main():
    year, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    plans = read_sheets(year / "提出")
    write_workbook(plans, out / "評価結果.xlsx")
    write_report(plans, out / "評価報告書.pdf")
    print(f"{len(plans)} sheets")


if __name__ == "__main__":
    main()
