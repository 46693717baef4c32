"""Documents: one tree of words and pictures in, a tagged PDF or HTML out. Values only.

What draws (`pdf` and what it imports) needs ReportLab, HarfBuzz and pikepdf: `printing` loads it
when something is drawn, so that a web worker that draws nothing carries none of them.
"""
