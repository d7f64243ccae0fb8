"""Databases as earlier versions wrote them, each in a folder named by its revision."""
