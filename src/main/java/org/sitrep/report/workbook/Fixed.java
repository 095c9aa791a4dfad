package org.sitrep.report.workbook;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.record.Record;
import org.apache.poi.hssf.record.WriteAccessRecord;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ooxml.POIXMLProperties;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * The same workbook as the same bytes: nothing in them tells when, by whom or on which machine they
 * were written.
 */
final class Fixed {
  static final String AUTHOR = "Sitrep";

  /** To the very first time a zip can tell, the JDK adds what it is in this machine's zone. */
  private static final LocalDateTime ZIP_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  /** Programs expect the list of parts first. */
  private static final String CONTENT_TYPES = "[Content_Types].xml";

  private Fixed() {}

  static byte[] bytes(XSSFWorkbook book, Instant stamp) throws IOException {
    sign(book, stamp);
    return zip(written(book));
  }

  /** Signs a workbook whose parts are written by somebody else. */
  static void sign(XSSFWorkbook book, Instant stamp) {
    try {
      POIXMLProperties.CoreProperties core = book.getProperties().getCoreProperties();
      String time = stamp.truncatedTo(ChronoUnit.SECONDS).toString();
      core.setCreator(AUTHOR);
      core.setCreated(time);
      core.setModified(time);
      core.setLastModifiedByUser(AUTHOR);
    } catch (InvalidFormatException e) {
      throw new IllegalStateException("Cannot write as time of a workbook: " + stamp, e);
    }
  }

  static byte[] bytes(HSSFWorkbook book) throws IOException {
    for (Record record : book.getInternalWorkbook().getRecords()) {
      if (record instanceof WriteAccessRecord access) {
        access.setUsername(AUTHOR);
      }
    }
    return written(book);
  }

  private static byte[] written(Workbook book) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 15);
    book.write(out);
    return out.toByteArray();
  }

  /** The same parts in a fixed order under a fixed time. */
  private static byte[] zip(byte[] bytes) throws IOException {
    Map<String, byte[]> parts = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        parts.put(e.getName(), in.readAllBytes());
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : inOrder(parts.keySet())) {
        put(zip, name, new ByteArrayInputStream(parts.get(name)));
      }
    }
    return out.toByteArray();
  }

  /** {@link #zip(byte[])} from file to file, for workbooks that do not fit into memory. */
  static void zip(Path from, Path to) throws IOException {
    try (ZipFile in = new ZipFile(from.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
      for (String name : inOrder(in.stream().map(ZipEntry::getName).toList())) {
        try (InputStream part = in.getInputStream(in.getEntry(name))) {
          put(out, name, part);
        }
      }
    }
  }

  private static List<String> inOrder(Collection<String> names) {
    return names.stream()
        .sorted(
            Comparator.comparing((String name) -> !name.equals(CONTENT_TYPES))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static void put(ZipOutputStream out, String name, InputStream content)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(ZIP_TIME);
    out.putNextEntry(entry);
    content.transferTo(out);
    out.closeEntry();
  }
}
