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


def texts_of(crate):
    """The licence files that a crate brings along."""
    folder = pathlib.Path(crate["manifest_path"]).parent
    return [f for f in sorted(folder.iterdir()) if f.is_file() and f.name.upper().startswith(NAMES)]


def borrowed(crate, crates):
    """Texts for a crate that leaves its own to the repository: those of a crate from the same one,
    or the Apache licence, which reads the same for everybody."""
    same = [c for c in crates if c["repository"] == crate["repository"] and c["license"] == crate["license"]]
    for other in same:
        if texts_of(other):
            return texts_of(other)
    if "Apache-2.0" in (crate["license"] or ""):
        for other in crates:
            apache = [text for text in texts_of(other) if text.name.upper().startswith("LICENSE-APACHE")]
            if apache:
                return apache
    return []


def main(out):
    metadata = json.load(sys.stdin)
    ids = linked(metadata)
    crates = sorted((p for p in metadata["packages"] if p["id"] in ids), key=lambda p: (p["name"], p["version"]))
    listing = []
    for crate in crates:
        name = f"{crate['name']}-{crate['version']}"
        holders = ", ".join(crate["authors"])
        listing.append("\t".join([name, crate["license"] or crate["license_file"] or "", holders, crate["repository"] or ""]))
        texts = texts_of(crate) or borrowed(crate, crates)
        if not texts:
            sys.exit(f"{name} ({crate['license']}) brings no licence text, and no crate beside it does")
        for text in texts:
            (out / f"{name}-{text.name}").write_bytes(text.read_bytes())
    (out / "LIST.tsv").write_text("\n".join(listing) + "\n", encoding="utf-8")
    print(f"licence texts of {len(crates)} crates", file=sys.stderr)


main(pathlib.Path(sys.argv[1]))
