package org.sitrep.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import javax.xml.stream.XMLInputFactory;
import org.sitrep.config.Limits;

/** The XML parts of one workbook. */
final class XmlParts {
  private final Zip zip;
  private final Limits limits;
  private final XMLInputFactory factory = XmlPart.factory();

  XmlParts(Zip zip, Limits limits) {
    this.zip = zip;
    this.limits = limits;
  }

  /** Whether there is such a part. */
  boolean has(String name) {
    return zip.find(name) != null;
  }

  /** The bytes of a part that must be there. */
  InputStream bytes(String name) throws IOException {
    return zip.open(name);
  }

  /** How many bytes a part says it has when unpacked; 0 when there is none. */
  long size(String name) {
    Zip.Entry entry = zip.find(name);
    return entry == null ? 0 : entry.size();
  }

  /** The bytes of a part that was opened before, which do not count again. */
  InputStream bytesAgain(String name) throws IOException {
    return zip.open(Objects.requireNonNull(zip.find(name)), false);
  }

  /** A part that must be there, event by event. */
  XmlPart open(String name) throws IOException {
    return parser(name, bytes(name));
  }

  /** The events of {@code in}, which stands for the part {@code name}. */
  XmlPart parser(String name, InputStream in) throws IOException {
    return new XmlPart(factory, name, in, limits.textLength());
  }
}
