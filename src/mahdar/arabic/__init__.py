"""The language: folding with a map back, tokens, sentences, clitics, numerals, dates, names. Knows no diplomacy."""
