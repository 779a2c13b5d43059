"""QR codes for paper."""

import zxingcpp


def qr_svg(text: str) -> str:
    """A QR code with its quiet zone. Level M: a sixth of it may be rubbed off or wet.

    Always a full QR code: telephones do not read Micro QR.
    """
    code = zxingcpp.create_barcode(text, zxingcpp.QRCode, ec_level="M")
    return zxingcpp.write_barcode_to_svg(code)
