"""Workbooks as offices keep them, for tests that upload one."""

from io import BytesIO

from openpyxl import Workbook


def property_register() -> bytes:
    """Two buildings on two sheets: titles, merged heads and cells, a hidden old count, a total.

    20 households. 1-1-301 stands there twice, 2-1-201 has a number of ten digits, the last row of
    building 2 is a shop. How many live there is headed by a word of the office's own.
    """
    book = Workbook()
    book.remove(book.active)
    for building in (1, 2):
        sheet = book.create_sheet(f"{building}号楼")
        sheet.append([f"幸福里小区{building}号楼住户登记册", *[None] * 7])
        sheet.merge_cells("A1:H1")
        sheet.append(["房屋", None, None, "住户", None, "联系方式", None, "说明"])
        sheet.append(["楼号", "单元", "室号", "户主", "旧丁口", "丁口", "手机号", "备注"])
        for cells in ("A2:C2", "D2:E2", "F2:G2"):
            sheet.merge_cells(cells)
        for row in _households(building):
            sheet.append(row)
        sheet.append(["合计", None, None, None, None, "=SUM(F4:F13)", None, None])
        sheet.merge_cells("A4:A13")
        sheet.column_dimensions["E"].hidden = True
        sheet.row_dimensions[6].hidden = True
    book["1号楼"].append([1, 1, 301, "钱多", 1, 5, "13900001301", ""])
    book["2号楼"]["G6"] = "1390000201"
    book["2号楼"].append([2, 1, "商铺1", "小卖部", 0, 1, "13900009999", ""])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _households(building: int) -> list[list[object]]:
    rows: list[list[object]] = []
    for number in range(10):
        floor, door = number // 2 + 1, number % 2 + 1
        room = f"{floor}0{door}室" if building == 2 else float(f"{floor}0{door}")
        note = {3: "独居老人", 5: "空置", 7: "非独居"}.get(number, "")
        head = f"{building}号楼" if number == 0 else None
        phone = f"１３９ 0000 {building}{floor}0{door}"
        people = None if note == "空置" else number % 4 + 1
        rows.append([head, "一", room, "某某", 9, people, phone, note])
    return rows


def people_list() -> bytes:
    """Four people in GB 18030 under a title; one stands there twice, one has no number."""
    rows = (
        "幸福里志愿者报名表（群接龙导出）",
        "序号,姓 名,手机号码,单位,小分队,楼栋,特长",
        "1,王芳,１３９００００１２３４,区委办,保供,1号楼,驾驶",
        "2,李强,139-0000-5678,街道办,值守,,",
        "3,王芳,+86 13900001234,区委办,保供,1号楼,",
        "4,赵敏,,社区,运输,2号楼,",
    )
    return "\n".join(rows).encode("gb18030")
