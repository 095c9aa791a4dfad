package org.sitrep.report.pdf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.sf.jasperreports.engine.JRException;
import net.sf.jasperreports.engine.JasperCompileManager;

/**
 * Compiles {@code reports/*.jrxml} while Sitrep is built, so that the night neither needs a
 * compiler nor spends seconds on it.
 */
public final class TemplateCompiler {
  private TemplateCompiler() {}

  /** Compiles every template below the first folder into the second, keeping sub-folders. */
  public static void main(String[] arguments) throws IOException, JRException {
    Path from = Path.of(arguments[0]);
    Path to = Path.of(arguments[1]);
    List<Path> templates;
    try (Stream<Path> files = Files.walk(from)) {
      templates = files.filter(f -> f.toString().endsWith(".jrxml")).sorted().toList();
    }
    for (Path template : templates) {
      String name = from.relativize(template).toString().replaceAll("jrxml$", "jasper");
      Path compiled = to.resolve(name);
      Files.createDirectories(compiled.toAbsolutePath().getParent());
      JasperCompileManager.compileReportToFile(template.toString(), compiled.toString());
    }
  }
}
