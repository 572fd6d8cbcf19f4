"""Collects the licence texts of all linked crates; `cargo metadata` comes on standard input."""

import json
import pathlib
import sys

NAMES = ("LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE", "COPYRIGHT")


def linked(metadata):
    """Ids of the crates that normal dependencies reach; those for building and testing are left out."""
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    reached, todo = set(), [metadata["resolve"]["root"]]
    while todo:
        node = nodes[todo.pop()]
        if node["id"] in reached:
            continue
        reached.add(node["id"])
        for dependency in node["deps"]:
            if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
                todo.append(dependency["pkg"])
    return reached - {metadata["resolve"]["root"]}


def main(out):
    metadata = json.load(sys.stdin)
    ids = linked(metadata)
    crates = sorted((p for p in metadata["packages"] if p["id"] in ids), key=lambda p: (p["name"], p["version"]))
    listing, without = [], []
    for crate in crates:
        name = f"{crate['name']}-{crate['version']}"
        listing.append(f"{name}\t{crate['license'] or crate['license_file']}\t{crate['repository'] or ''}")
        folder = pathlib.Path(crate["manifest_path"]).parent
        texts = [f for f in sorted(folder.iterdir()) if f.is_file() and f.name.upper().startswith(NAMES)]
        if not texts:
            without.append(f"{name}\t{crate['license']}\t{', '.join(crate['authors'])}\t{crate['repository'] or ''}")
        for text in texts:
            (out / f"{name}-{text.name}").write_bytes(text.read_bytes())
        if not crate["license"] and not texts:
            sys.exit(f"{name} states no licence")
    (out / "LIST.tsv").write_text("\n".join(listing) + "\n", encoding="utf-8")
    # Some crates name their licence and leave its text to the repository.
    (out / "WITHOUT-TEXT.txt").write_text("\n".join(without) + "\n", encoding="utf-8")
    print(f"{len(crates)} crates, {len(without)} without a licence text of their own", file=sys.stderr)


main(pathlib.Path(sys.argv[1]))
