"""The region's workbook as plain values: its five sheets, their columns and words, and the rows they say."""
