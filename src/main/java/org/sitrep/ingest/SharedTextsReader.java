package org.sitrep.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.sitrep.config.Limits;

/**
 * Reads the part with the shared texts: straight from its bytes as long as each is one plain run,
 * from there on with the XML parser.
 */
final class SharedTextsReader {
  private static final byte[][] TEXT_ATTRIBUTES = {word("xml:space")};
  private static final byte[] TEXT_START = word("<si><t");
  private static final byte[] TEXT_END = word("</t></si>");
  private static final byte[] EMPTY = word("<si/>");
  private static final byte[] EMPTY_END = word("/></si>");

  private final Limits limits;
  private final SharedTexts out;

  private SharedTextsReader(Limits limits) {
    this.limits = limits;
    this.out = new SharedTexts(limits.sharedTextBytes());
  }

  /** Reads all texts of the part {@code name}. */
  static SharedTexts read(XmlParts parts, String name, boolean scan, Limits limits)
      throws IOException {
    SharedTextsReader reader = new SharedTextsReader(limits);
    InputStream in = parts.bytes(name);
    try (XmlPart rest =
        parts.parser(name, scan ? reader.scanned(new XmlBytes(in, parts.size(name))) : in)) {
      while (rest.nextStart()) {
        if (rest.is("si")) {
          reader.checkCount();
          reader.out.add(rest.richText("si"));
        }
      }
    }
    return reader.out;
  }

  private void checkCount() {
    if (out.size() >= limits.cells()) {
      throw FileReader.tooManyCells(limits);
    }
  }

  /** Takes what is usual; returns what is left. */
  private InputStream scanned(XmlBytes xml) throws IOException {
    int at = xml.head("sst");
    if (at < 0) {
      return xml.whole();
    }
    while (true) {
      int to = text(xml, at);
      if (to >= 0) {
        at = to;
      } else if (to == XmlBytes.MORE && xml.more(at)) {
        at = 0;
      } else {
        return xml.rest(at);
      }
    }
  }

  private int text(XmlBytes xml, int from) {
    int start = xml.skipSpace(from);
    int p = xml.word(start, TEXT_START);
    if (p == XmlBytes.ODD) {
      p = xml.word(start, EMPTY);
      if (p >= 0) {
        checkCount();
        out.add("");
      }
      return p;
    }
    if (p < 0) {
      return p;
    }
    p = xml.attributes(p, TEXT_ATTRIBUTES);
    if (p < 0) {
      return p;
    }
    if (xml.bytes()[p] == '/') {
      int end = xml.word(p, EMPTY_END);
      if (end >= 0) {
        checkCount();
        out.add("");
      }
      return end;
    }
    int textEnd = xml.textEnd(p);
    if (textEnd < 0) {
      return textEnd;
    }
    int end = xml.word(textEnd, TEXT_END);
    if (end < 0) {
      return end;
    }
    checkCount();
    if (xml.textIsPlain(p, textEnd)) {
      out.add(xml.bytes(), p, textEnd - p);
      return end;
    }
    String text = xml.text(p, textEnd);
    if (text == null) {
      return XmlBytes.ODD;
    }
    out.add(text);
    return end;
  }

  private static byte[] word(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
