"""Strapi's blocks: trees like Slate's whose texts are typed, whose lists nest beside the items, whose media are whole.

``alternativeText`` is null until somebody writes one (strapi, the upload plug-in); there are no tables and no rules.
"""

from __future__ import annotations

from typing import Any

from exporter.readers.cms import pictures, slate, tree_blocks, trees
from exporter.readers.cms.fields import Fields
from exporter.readers.cms.reading import EmptyAlt, Reading
from exporter.readers.cms.tree import Nodes
from exporter.readers.cms.trees import Node, Tree

EMPTY_ALT: EmptyAlt = "unsaid"


def nodes(r: Reading, value: Any) -> Nodes:
    """The blocks of Strapi's rich text."""
    return trees.blocks(TREE, r, value)


def _image(t: Tree, r: Reading, node: Node) -> Nodes:
    """A picture: a whole object of the media library, with caption and alternative text."""
    return pictures.figure_of(r, slate.fields_of(node), node.get("image"), Fields(r, {}))


TREE = Tree(
    slate.kind_of, slate.children_of, slate.fields_of, slate.leaf, blocks={**tree_blocks.BLOCKS, "image": _image}
)
