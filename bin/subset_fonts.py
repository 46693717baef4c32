"""Makes the small fonts of site/core/documents/fonts/ from the whole ones.

    python bin/subset_fonts.py FOLDER        a folder in which the packages lie, unpacked

Packages: npm's @expo-google-fonts/noto-sans and noto-sans-<script> (weight 500), dejavu-fonts-ttf;
Debian's fonts-droid-fallback. Hints for coarse screens go, letters and their shaping stay.
"""

import sys
from pathlib import Path

import uharfbuzz as hb

TARGET = Path(__file__).resolve().parents[1] / "site" / "core" / "documents" / "fonts"
SCRIPTS = (
    *("", "Arabic", "Armenian", "Bengali", "Devanagari", "Ethiopic", "Georgian", "Gujarati"),
    *("Gurmukhi", "Hebrew", "Kannada", "Malayalam", "Sinhala", "Tamil", "Telugu", "Thai"),
)
# Signs that stand in names of places and courses: arrows, numbers, geometry, dingbats, music.
SIGNS = ((0x20, 0x17F), (0x2000, 0x2BFF), (0x1D100, 0x1D1FF))
HAN = ((0x20, 0x20), (0x3000, 0x30FF), (0x4E00, 0x9FFF), (0xFF01, 0xFF5E))
# The 2,350 syllables of the standard, which names are written in; the rest would be 1.8 MB more.
IN_STANDARD = 2  # bytes; it spells the others out in eight
HANGUL = tuple(
    (code, code) for code in range(0xAC00, 0xD7A4) if len(chr(code).encode("euc_kr")) == IN_STANDARD
)
# What is drawn sign by sign needs no tables of ligatures, which would pull in thousands of shapes.
UNSHAPED = (b"GSUB", b"GPOS", b"GDEF", b"MATH", b"vhea", b"vmtx")
Ranges = tuple[tuple[int, int], ...]


def shrink(source: Path, name: str, ranges: Ranges = ()) -> None:
    """Write one font without hints, and without what lies outside the ranges."""
    face = hb.Face(hb.Blob(source.read_bytes()))
    wanted = hb.SubsetInput()
    if ranges:
        for first, last in ranges:
            wanted.unicode_set.update(range(first, last + 1))
        wanted.drop_table_tag_set.update(int.from_bytes(tag) for tag in UNSHAPED)
    else:
        wanted.keep_everything()
    wanted.flags = hb.SubsetFlags.NO_HINTING
    small = hb.subset(face, wanted).blob.data
    (TARGET / f"{name}.ttf").write_bytes(small)
    print(f"{name}: {source.stat().st_size:,} -> {len(small):,} bytes")


def main(folder: Path) -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    for script in SCRIPTS:
        (source,) = folder.rglob(f"NotoSans{script}_500Medium.ttf")
        shrink(source, f"NotoSans{script}-Medium")
    shrink(next(folder.rglob("DejaVuSans.ttf")), "DejaVuSans", SIGNS)
    shrink(next(folder.rglob("DroidSansFallbackFull.ttf")), "DroidSansFallback", HAN)
    shrink(next(folder.rglob("NotoSansKR_500Medium.ttf")), "NotoSansKR-Medium", HANGUL)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
