package org.sitrep.report.pdf;

/** A finished document: its bytes and the number of its pages. */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record Pdf(byte[] bytes, int pages) {}
