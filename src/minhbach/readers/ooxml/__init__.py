"""The parts of a WordprocessingML package: names, styles, numbering, runs, tables."""
