package org.sitrep.ingest;

import com.fasterxml.aalto.UncheckedStreamException;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The XML of one part, event by event; the only door to Aalto. Refuses document types and entities
 * of its own, and whatever would make the parser hold much in memory: deep nesting, long tags, long
 * texts, thousands of names.
 */
final class XmlPart implements AutoCloseable {
  private static final int MAX_DEPTH = 256;
  private static final int MAX_NAMES = 10_000;
  private static final int MAX_TAG_BYTES = 1 << 23;

  /** Letters of {@code _x000D_}, which stands for one. */
  private static final int ESCAPE_LENGTH = 7;

  private final String name;
  private final InputStream in;
  private final XMLStreamReader xml;
  private final long maxText;
  private final Set<String> names = new HashSet<>();
  private int event;
  private int depth;

  // attributes of a cell
  private @Nullable String reference;
  private @Nullable String style;
  private String type = "n";

  /**
   * Opens a part.
   *
   * @param in closed with this
   * @param maxText letters of the longest text a cell may hold
   */
  XmlPart(XMLInputFactory factory, String name, InputStream in, int maxText) throws IOException {
    this.name = name;
    this.in = new Bounded(in, name);
    this.maxText = (long) maxText * ESCAPE_LENGTH;
    try {
      this.xml = factory.createXMLStreamReader(this.in);
    } catch (XMLStreamException e) {
      in.close();
      throw refused(e);
    } catch (RuntimeException e) {
      in.close();
      throw e;
    }
  }

  static XMLInputFactory factory() {
    XMLInputFactory out = new InputFactoryImpl();
    out.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    out.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    out.setProperty(XMLInputFactory.IS_COALESCING, false);
    return out;
  }

  /** Moves on one event; the end of the document is checked to be the end of the part. */
  private int advance() throws IOException {
    try {
      if (event == XMLStreamConstants.END_DOCUMENT) {
        return event;
      }
      event = xml.next();
    } catch (XMLStreamException e) {
      throw refused(e);
    }
    switch (event) {
      case XMLStreamConstants.START_ELEMENT:
        if (++depth > MAX_DEPTH) {
          throw Refused.suspicious("nesting in part " + name);
        }
        know();
        return event;
      case XMLStreamConstants.END_ELEMENT:
        depth--;
        return event;
      case XMLStreamConstants.DTD:
        throw Refused.suspicious("document type in part " + name);
      case XMLStreamConstants.ENTITY_REFERENCE:
        throw Refused.suspicious("entity in part " + name);
      case XMLStreamConstants.END_DOCUMENT:
        in.transferTo(OutputStream.nullOutputStream());
        return event;
      default:
        return event;
    }
  }

  private void know() {
    names.add(xml.getLocalName());
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      names.add(xml.getAttributeLocalName(i));
    }
    if (names.size() > MAX_NAMES) {
      throw Refused.suspicious("thousands of names in part " + name);
    }
  }

  /** Moves to the next start or end tag; false at the end of the part. */
  boolean nextTag() throws IOException {
    while (true) {
      switch (advance()) {
        case XMLStreamConstants.START_ELEMENT:
        case XMLStreamConstants.END_ELEMENT:
          return true;
        case XMLStreamConstants.END_DOCUMENT:
          return false;
        default:
      }
    }
  }

  /** Moves to the next start tag; false at the end of the part. */
  boolean nextStart() throws IOException {
    while (nextTag()) {
      if (atStart()) {
        return true;
      }
    }
    return false;
  }

  boolean atStart() {
    return event == XMLStreamConstants.START_ELEMENT;
  }

  boolean is(String localName) {
    return xml.getLocalName().equals(localName);
  }

  String namespace() {
    return Objects.requireNonNullElse(xml.getNamespaceURI(), "");
  }

  /** Value of an attribute whatever its prefix; null when it is not there. */
  @Nullable String attribute(String localName) {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      if (xml.getAttributeLocalName(i).equals(localName)) {
        return xml.getAttributeValue(i);
      }
    }
    return null;
  }

  /** Reads the three attributes of a cell that matter, in one go. */
  void readCellAttributes() {
    reference = null;
    style = null;
    type = "n";
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      switch (xml.getAttributeLocalName(i)) {
        case "r":
          reference = xml.getAttributeValue(i);
          break;
        case "s":
          style = xml.getAttributeValue(i);
          break;
        case "t":
          type = xml.getAttributeValue(i);
          break;
        default:
      }
    }
  }

  /** Attribute {@code r} as last read. */
  @Nullable String reference() {
    return reference;
  }

  /** Attribute {@code s} as last read. */
  @Nullable String style() {
    return style;
  }

  /** Attribute {@code t} as last read. */
  String type() {
    return type;
  }

  /** All text up to the end tag {@code end}. */
  String text(String end) throws IOException {
    String first = "";
    StringBuilder more = null;
    while (true) {
      switch (advance()) {
        case XMLStreamConstants.CHARACTERS:
        case XMLStreamConstants.CDATA:
        case XMLStreamConstants.SPACE:
          if (first.isEmpty()) {
            first = letters();
          } else {
            more = more == null ? new StringBuilder(first) : more;
            more.append(letters());
            checkLength(more.length());
          }
          break;
        case XMLStreamConstants.END_ELEMENT:
          if (is(end)) {
            return more == null ? first : more.toString();
          }
          break;
        case XMLStreamConstants.END_DOCUMENT:
          throw Refused.damaged("part " + name + " ends within a cell");
        default:
      }
    }
  }

  /** The text here, which Aalto reads only now. */
  private String letters() {
    try {
      return xml.getText();
    } catch (UncheckedStreamException e) {
      throw broken();
    }
  }

  /** Text of all runs up to the end tag {@code end}, without reading aids for Asian letters. */
  String richText(String end) throws IOException {
    String first = "";
    StringBuilder more = null;
    while (nextTag()) {
      if (atStart() && is("t")) {
        String run = text("t");
        if (first.isEmpty()) {
          first = run;
        } else {
          more = more == null ? new StringBuilder(first) : more;
          more.append(run);
          checkLength(more.length());
        }
      } else if (atStart() && is("rPh")) {
        text("rPh");
      } else if (!atStart() && is(end)) {
        return XlsxValues.unescaped(more == null ? first : more.toString());
      }
    }
    throw Refused.damaged("part " + name + " ends within a text");
  }

  private void checkLength(long length) {
    if (length > maxText) {
      throw Refused.suspicious("text of more than " + maxText + " letters in part " + name);
    }
  }

  private Refused refused(XMLStreamException e) {
    return e.getNestedException() instanceof Refused refused ? refused : broken();
  }

  private Refused broken() {
    return Refused.damaged("part " + name + " is no XML");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Stops at a tag or text of many bytes before the parser collects it. */
  private static final class Bounded extends FilterInputStream {
    private final String name;
    private int run;

    Bounded(InputStream in, String name) {
      super(in);
      this.name = name;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int n = super.read(into, from, length);
      int last = n - 1;
      while (last >= 0 && into[from + last] != '<') {
        last--;
      }
      run = last >= 0 ? n - 1 - last : run + Math.max(0, n);
      if (run > MAX_TAG_BYTES) {
        throw Refused.suspicious("a tag or text of many megabytes in part " + name);
      }
      return n;
    }
  }
}
