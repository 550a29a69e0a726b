"""Procedural pictures of the sample content, drawn with Pillow alone.

Every picture is a pure function of its recipe (generator name, options, seed): the same recipe
gives the same pixels on every machine with the same Pillow.
"""
