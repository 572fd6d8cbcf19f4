"""Writes hides.xlsb and calendar1904.xlsb record by record (MS-XLSB), because
no free program writes this format. The drawing is taken from hides.xlsx, in
whose folder this is run. LibreOffice opens what it writes and shows the same."""
import struct, zipfile

def rec(kind, data=b""):
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    n, size = len(data), b""
    while True:
        size += bytes([n & 0x7F | (0x80 if n > 0x7F else 0)])
        n >>= 7
        if not n:
            return head + size + data

u8, u16, u32 = (lambda n: struct.pack("<B", n)), (lambda n: struct.pack("<H", n)), (lambda n: struct.pack("<I", n))
text = lambda s: u32(len(s)) + s.encode("utf-16-le")
rich = lambda s, runs=(): u8(1 if runs else 0) + text(s) + (u32(len(runs)) + b"".join(u16(a) + u16(f) for a, f in runs) if runs else b"")

FORMATS = ['[$-411]ggge"年"m"月"d"日"', '[$-411]ggge"年度"', '"令和"0"年度"', '0.0"%"', '0.0%', '[h]:mm', 'yyyy/m/d h:mm', '0.0', '#,##0,"千円"']
STRINGS = []

def shared(s, runs=()):
    STRINGS.append(rich(s, runs))
    return len(STRINGS) - 1

def cell(kind, col, data, style=0):
    return rec(kind, u32(col) + u32(style) + data)

def row(n, cells, hidden=False):
    return rec(0, u32(n) + u32(0) + u16(300) + u8(0) + u8(0x10 if hidden else 0) + u8(0) + u32(0)) + b"".join(cells)

def rk(n, hundredths=False):
    return struct.pack("<i", n << 2 | 2 | (1 if hundredths else 0))

def formula(tokens):
    return u16(0) + u32(len(tokens)) + tokens + u32(0)

def label(col, s):
    return cell(7, col, u32(shared(s)))

def sheet(epoch):
    day = 45748 - epoch
    f = lambda n: n + 1  # styles: 0 plain, 1..9 formats, 10 struck, 11 white
    real = lambda col, n, style=0: cell(5, col, struct.pack("<d", n), style)
    rows = [
        row(0, [label(0, "一部取消"), cell(7, 1, u32(shared("目標100人120人", [(2, 1), (6, 3)]))), label(7, "隠れた列")]),
        row(1, [label(0, "全部取消"), cell(6, 1, text("廃止する"), 10)]),
        row(2, [label(0, "結合の下"), label(1, "上の値")]),
        row(3, [label(2, "残った値")]),
        row(4, [label(0, "和暦"), cell(2, 1, rk(day), f(0))]),
        row(5, [label(0, "年度"), real(1, day, f(1))]),
        row(6, [label(0, "年だけ"), cell(2, 1, rk(7), f(2))]),
        row(7, [label(0, "百分率"), cell(2, 1, rk(8530, True), f(3)), real(2, 0.853, f(4))]),
        row(8, [label(0, "時間"), real(1, 10.5, f(5))]),
        row(9, [label(0, "日時"), real(1, 45392.75 - epoch, f(6))]),
        row(10, [label(0, "誤り"), cell(11, 1, u8(0x2A) + formula(b"\x21\x0A\x00")),
                 cell(11, 2, u8(0x07) + formula(b"\x1E\x01\x00\x1E\x00\x00\x06"))]),
        row(11, [label(0, "空の式"), cell(8, 1, text("") + formula(b"\x17\x00\x00"))]),
        row(12, [label(0, "白い字"), cell(62, 1, rich("見えない", [(0, 2)]), 11)]),
        row(13, [label(0, "選択"), label(1, "B")]),
        row(14, [label(0, "電話"), label(1, "0495-25-1111")]),
        row(15, [label(0, "版"), label(1, "1-04"), label(2, "001")]),
        row(16, [label(0, "小さい"), real(1, 0.5, f(7)), cell(2, 2, rk(1234567), f(8))]),
        row(17, [label(0, "非表示")], hidden=True),
        row(18, [label(0, "前年度"), cell(9, 1, struct.pack("<d", 100) + formula(b"\x3A\x01\x00" + bytes(6))),
                 cell(9, 2, struct.pack("<d", 100) + formula(b"\x24\x12\x00\x00\x00\x01\x00"))]),
    ]
    column = rec(60, u32(7) + u32(8) + u32(2048) + u32(0) + u16(1))
    return (rec(129) + rec(148, u32(0) + u32(18) + u32(0) + u32(7)) + rec(390) + column + rec(391) + rec(145)
            + b"".join(rows) + rec(146) + rec(177, u32(1)) + rec(176, u32(2) + u32(3) + u32(1) + u32(2)) + rec(178)
            + rec(550, text("rId1")) + rec(130))

def styles():
    font = lambda strike, color=1: rec(43, u16(220) + u16(8 if strike else 0) + u16(400) + u16(0) + bytes(4)
                                       + (b"\x03\x01\0\0\0\0\0\0" if color else b"\x05\0\0\0\xff\xff\xff\xff") + u8(0) + text("游ゴシック"))
    xf = lambda fmt, fnt: rec(47, u16(0) + u16(fmt) + u16(fnt) + u16(0) + u16(0) + bytes(4) + b"\x3F\0")
    fmts = rec(615, u32(len(FORMATS))) + b"".join(rec(44, u16(164 + i) + text(c)) for i, c in enumerate(FORMATS)) + rec(616)
    fonts = rec(611, u32(4)) + font(False) + font(True) + font(False, 0) + font(False) + rec(612)
    fills = rec(603, u32(2)) + rec(45, bytes(68)) * 2 + rec(604)
    borders = rec(613, u32(1)) + rec(46, bytes(51)) + rec(614)
    parents = rec(626, u32(1)) + xf(0, 1) + rec(627)
    cells = rec(617, u32(12)) + xf(0, 0) + b"".join(xf(164 + i, 0) for i in range(9)) + xf(0, 1) + xf(0, 2) + rec(618)
    return rec(278) + fmts + fonts + fills + borders + parents + cells + rec(279)

def workbook(epoch):
    listed = lambda state, n, name: rec(156, u32(state) + u32(n) + text("rId%d" % n) + text(name))
    links = rec(353) + rec(357) + rec(355, text("rId6")) + rec(362, u32(2) + u32(0) + u32(0) * 2 + u32(1) + u32(0) * 2) + rec(354)
    return (rec(131) + rec(153, u32(1 if epoch else 0) + u32(0) + text("")) + rec(143) + listed(0, 1, "計画")
            + listed(1, 2, "隠れたシート") + listed(2, 3, "深く隠れた") + rec(144) + links + rec(132))

def comments():
    note = rec(635, u32(0) + u32(7) * 2 + u32(1) * 2 + bytes(16)) + rec(637, rich("根拠を確認してください")) + rec(636)
    return rec(628) + rec(630) + rec(632, text("企画課")) + rec(631) + rec(633) + note + rec(634) + rec(629)

def plain(s):
    return rec(129) + rec(148, bytes(16)) + rec(145) + row(0, [cell(6, 0, text(s))]) + rec(146) + rec(130)

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
def rels(*targets):
    items = "".join('<Relationship Id="%s" Type="%s%s" Target="%s"%s/>' % (i, OFFICE, t, p, ' TargetMode="External"' if t == "externalLinkPath" else "")
                    for i, t, p in targets)
    return '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>' % items

TYPES = ('<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
         '<Default Extension="png" ContentType="image/png"/><Default Extension="bin" ContentType="application/vnd.ms-excel.worksheet"/>'
         + "".join('<Override PartName="/xl/%s" ContentType="application/vnd.%s"/>' % o for o in [
             ("workbook.bin", "ms-excel.sheet.binary.macroEnabled.main"), ("styles.bin", "ms-excel.styles"),
             ("sharedStrings.bin", "ms-excel.sharedStrings"), ("comments1.bin", "ms-excel.comments"),
             ("externalLinks/externalLink1.bin", "ms-excel.externalLink"), ("drawings/drawing1.xml", "openxmlformats-officedocument.drawing+xml")]) + "</Types>")

def write(name, epoch):
    STRINGS.clear()
    source = zipfile.ZipFile("hides.xlsx")
    main = sheet(epoch)
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": rels(("rId1", "officeDocument", "xl/workbook.bin")),
        "xl/workbook.bin": workbook(epoch),
        "xl/_rels/workbook.bin.rels": rels(("rId1", "worksheet", "worksheets/sheet1.bin"), ("rId2", "worksheet", "worksheets/sheet2.bin"),
            ("rId3", "worksheet", "worksheets/sheet3.bin"), ("rId4", "styles", "styles.bin"), ("rId5", "sharedStrings", "sharedStrings.bin"),
            ("rId6", "externalLink", "externalLinks/externalLink1.bin")),
        "xl/worksheets/sheet1.bin": main,
        "xl/worksheets/_rels/sheet1.bin.rels": rels(("rId1", "drawing", "../drawings/drawing1.xml"), ("rId2", "comments", "../comments1.bin")),
        "xl/worksheets/sheet2.bin": plain("x"),
        "xl/worksheets/sheet3.bin": plain("y"),
        "xl/styles.bin": styles(),
        "xl/sharedStrings.bin": rec(159, u32(len(STRINGS)) * 2) + b"".join(rec(19, s) for s in STRINGS) + rec(160),
        "xl/comments1.bin": comments(),
        "xl/externalLinks/externalLink1.bin": rec(360, u16(0) + text("rId1") + text("")) + rec(588),
        "xl/externalLinks/_rels/externalLink1.bin.rels": rels(("rId1", "externalLinkPath", "R5.xlsx")),
        "xl/drawings/drawing1.xml": source.read("xl/drawings/drawing1.xml"),
        "xl/drawings/_rels/drawing1.xml.rels": source.read("xl/drawings/_rels/drawing1.xml.rels"),
        "xl/media/image1.png": source.read("xl/media/image1.png"),
    }
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as out:
        for part, content in parts.items():
            out.writestr(zipfile.ZipInfo(part, (2024, 4, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)

write("hides.xlsb", 0)
write("calendar1904.xlsb", 1462)
