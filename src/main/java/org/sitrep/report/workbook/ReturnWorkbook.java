package org.sitrep.report.workbook;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Comment;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * Writes what goes back to a sender. The same input gives the same bytes. Nothing written here can
 * run: no formula, macro, link to the outside or embedded object comes from the sender's file.
 */
public final class ReturnWorkbook {
  /** XML of an {@code .xlsx} that is copied as a whole, about 200,000 cells. */
  private static final long XML_BYTES = 10L << 20;

  /** Size of an {@code .xls} that is copied as a whole. */
  private static final long XLS_BYTES = 5L << 20;

  /** Size of a text file that is rebuilt as a whole. */
  private static final long TEXT_BYTES = 1L << 20;

  private static final int WINDOW = 200;

  private ReturnWorkbook() {}

  /**
   * Whether a file is small enough to be copied as a whole: programs need hundreds of bytes for
   * each cell.
   *
   * @param container as in table {@code submission}
   */
  public static boolean isSmall(Path file, String container) throws IOException {
    long size = Files.size(file);
    return switch (container) {
      case "xlsx" -> xmlBytes(file) <= XML_BYTES;
      case "xls" -> size <= XLS_BYTES;
      default -> size <= TEXT_BYTES;
    };
  }

  private static long xmlBytes(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      long bytes = 0;
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        String name = entry.getName().toLowerCase(Locale.ROOT);
        if (name.endsWith(".xml") || name.endsWith(".vml") || name.endsWith(".rels")) {
          bytes += Math.max(0, entry.getSize());
        }
      }
      return bytes;
    }
  }

  /**
   * A copy of an {@code .xlsx} or {@code .xlsm} with the list before it.
   *
   * @throws NotCopied when POI cannot read what Sitrep could
   */
  public static byte[] copyOfXlsx(Path source, FrontPage page, List<Remark> remarks)
      throws NotCopied {
    try (OPCPackage container = OPCPackage.open(source.toFile(), PackageAccess.READ);
        XSSFWorkbook from = new XSSFWorkbook(container);
        XSSFWorkbook to = new XSSFWorkbook()) {
      Sheet list = to.createSheet(page.sheet());
      SafeCopy copy = new SafeCopy(from, to);
      copy.copy();
      finish(
          to,
          Colours.ofXlsx(),
          page,
          remarks,
          list,
          copy.sheets(),
          copy.uncalculated(),
          SpreadsheetVersion.EXCEL2007);
      return Fixed.bytes(to, page.stamp());
    } catch (Exception | StackOverflowError e) {
      throw new NotCopied(e);
    }
  }

  /**
   * A copy of an {@code .xls} with the list before it; an {@code .xls} again.
   *
   * @throws NotCopied when POI cannot read what Sitrep could
   */
  public static byte[] copyOfXls(Path source, FrontPage page, List<Remark> remarks)
      throws NotCopied {
    try (InputStream in = new FileInputStream(source.toFile());
        POIFSFileSystem container = new POIFSFileSystem(in);
        HSSFWorkbook from = new HSSFWorkbook(container);
        HSSFWorkbook to = new HSSFWorkbook()) {
      Sheet list = to.createSheet(page.sheet());
      SafeCopy copy = new SafeCopy(from, to);
      copy.copy();
      finish(
          to,
          Colours.ofXls(to),
          page,
          remarks,
          list,
          copy.sheets(),
          copy.uncalculated(),
          SpreadsheetVersion.EXCEL97);
      return Fixed.bytes(to);
    } catch (Exception | StackOverflowError e) {
      throw new NotCopied(e);
    }
  }

  /** An {@code .xlsx} made of the rows that were read, every cell in its old place. */
  public static byte[] rebuilt(Iterable<SourceRow> rows, FrontPage page, List<Remark> remarks)
      throws IOException {
    try (XSSFWorkbook to = new XSSFWorkbook()) {
      Sheet list = to.createSheet(page.sheet());
      Rebuilt rebuilt = new Rebuilt(to, page.dataSheet());
      rebuilt.write(rows);
      finish(
          to,
          Colours.ofXlsx(),
          page,
          remarks,
          list,
          rebuilt.sheets(),
          rebuilt.uncalculated(),
          SpreadsheetVersion.EXCEL2007);
      return Fixed.bytes(to, page.stamp());
    }
  }

  /**
   * The list alone, or with single rows of a file that is too big to copy, written row by row.
   *
   * @param remarks any number of them
   * @param rows rows to show; none for the list alone
   * @param ofRows the remarks on these rows
   */
  public static void list(
      Path target,
      FrontPage page,
      Iterator<Remark> remarks,
      List<SourceRow> rows,
      List<Remark> ofRows)
      throws IOException {
    Path raw = target.resolveSibling(target.getFileName() + ".raw");
    try (XSSFWorkbook inner = new XSSFWorkbook();
        SXSSFWorkbook to = new SXSSFWorkbook(inner, WINDOW)) {
      to.setCompressTempFiles(true);
      Colours colours = Colours.ofXlsx();
      Sheet list = to.createSheet(page.sheet());
      new ListSheet(to, colours, page)
          .write(list, remarks, new Places(Map.of()), SpreadsheetVersion.EXCEL2007.getMaxRows());
      new Excerpt(to, colours, page).write(rows, ofRows);
      to.setActiveSheet(0);
      Fixed.sign(inner, page.stamp());
      try (OutputStream out = Files.newOutputStream(raw)) {
        to.write(out);
      }
      Fixed.zip(raw, target);
    } finally {
      Files.deleteIfExists(raw);
    }
  }

  private static void finish(
      Workbook book,
      Colours colours,
      FrontPage page,
      List<Remark> remarks,
      Sheet list,
      Map<String, Sheet> sheets,
      List<Cell> uncalculated,
      SpreadsheetVersion version) {
    Places places = new Places(sheets);
    new Painter(book, colours).paint(places, remarks);
    for (Cell cell : uncalculated) {
      Comment told = cell.getCellComment();
      if (told == null || !Fixed.AUTHOR.equals(told.getAuthor())) {
        new Comments(cell.getSheet())
            .add(cell.getRowIndex(), cell.getColumnIndex(), Fixed.AUTHOR, page.uncalculated());
      }
    }
    new ListSheet(book, colours, page)
        .write(list, remarks.iterator(), places, version.getMaxRows());
    book.setActiveSheet(0);
    book.setSelectedTab(0);
  }
}
