package org.sitrep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code jobs/sitrep} in a project that is built already, with a program that tells how it was
 * called.
 */
class LauncherTest {
  private static final String PROGRAM =
      """
      package org.sitrep;
      public class Sitrep {
        public static void main(String[] args) {
          System.out.println("in " + java.nio.file.Path.of("").toAbsolutePath());
          System.out.println("project " + System.getProperty("sitrep.project"));
          System.out.println("option " + System.getProperty("mine"));
          for (String arg : args) System.out.println("[" + arg + "]");
          System.exit(args.length > 0 && args[0].equals("held") ? 3 : 0);
        }
      }
      """;

  private final Path folder;
  private final Path project;
  private final Path elsewhere;

  LauncherTest(@TempDir Path temporary) throws IOException {
    folder = temporary.toRealPath();
    project = folder.resolve("Свод и отчёт");
    elsewhere = Files.createDirectory(folder.resolve("else where"));
  }

  @BeforeEach
  void buildProject() throws IOException {
    Path jobs = Files.createDirectories(project.resolve("jobs"));
    for (String name : List.of("sitrep", "tools.sh", "jvm.options")) {
      Files.copy(Path.of("jobs", name), jobs.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
    }
    Files.createDirectories(project.resolve("target/lib"));
    Files.createDirectories(project.resolve("reports"));
    Path source = Files.createDirectories(project.resolve("src/main")).resolve("Sitrep.java");
    Files.writeString(source, PROGRAM);
    Files.writeString(project.resolve("pom.xml"), "<project/>");
    Path classes = Files.createDirectories(folder.resolve("classes"));
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", classes.toString(), source.toString()))
        .isZero();
    try (OutputStream out = Files.newOutputStream(project.resolve("target/sitrep.jar"));
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(new JarEntry("org/sitrep/Sitrep.class"));
      jar.write(Files.readAllBytes(classes.resolve("org/sitrep/Sitrep.class")));
    }
    Files.createFile(project.resolve("target/.sitrep-built"));
    age(source, Duration.ofHours(1));
    age(project.resolve("pom.xml"), Duration.ofHours(1));
  }

  @Test
  void argumentsAndFolderAreTheCallers() throws Exception {
    Ended ended = call(project.resolve("jobs/sitrep"), "check", "a b.xlsx", "*", "", "$HOME");

    assertThat(ended)
        .isEqualTo(
            new Ended(
                0,
                List.of(
                    "in " + elsewhere,
                    "project " + project,
                    "option null",
                    "[check]",
                    "[a b.xlsx]",
                    "[*]",
                    "[]",
                    "[$HOME]")));
  }

  @Test
  void symbolicLinkFindsItsProject() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path first = Files.createSymbolicLink(bin.resolve("one"), project.resolve("jobs/sitrep"));
    Path second = Files.createSymbolicLink(bin.resolve("sitrep"), first.getFileName());

    assertThat(call(second).lines()).contains("project " + project);
  }

  @Test
  void exitCodeIsTheProgramsOwn() throws Exception {
    assertThat(call(project.resolve("jobs/sitrep"), "held").code()).isEqualTo(3);
  }

  @Test
  void optionsOfTheUserReachTheJvm() throws Exception {
    assertThat(
            call(Map.of("SITREP_JAVA_OPTS", "-Dmine=yes -Xmx64m"), project.resolve("jobs/sitrep"))
                .lines())
        .contains("option yes");
  }

  @Test
  void firstWholeNightWritesTheClassArchiveAndTheNextUsesIt() throws Exception {
    Path launcher = project.resolve("jobs/sitrep");
    call(launcher, "nightly", "--from", "ingest", "--to", "ingest");
    assertThat(archives()).isEmpty();

    assertThat(call(launcher, "nightly").code()).isZero();
    List<Path> made = archives();
    Ended second = call(launcher, "nightly");

    assertThat(made).hasSize(1);
    assertThat(made.get(0).getFileName().toString()).matches("sitrep-\\d[0-9._]*\\.jsa");
    assertThat(archives()).isEqualTo(made);
    assertThat(second.lines()).contains("[nightly]");
  }

  @Test
  void newerSourceAsksForABuildAndSaysWhyItFailed() throws Exception {
    age(project.resolve("src/main/Sitrep.java"), Duration.ofHours(-1));

    Ended ended = call(project.resolve("jobs/sitrep"), "status");

    // The pretended project file is no project file, so Maven refuses at once, without downloads.
    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.lines().get(0)).startsWith("sitrep: building");
    assertThat(ended.lines().get(1))
        .isEqualTo("sitrep: cannot build; the end of target/build.log says:");
    assertThat(String.join("\n", ended.lines())).contains("modelVersion");
  }

  private record Ended(int code, List<String> lines) {}

  private Ended call(Path launcher, String... arguments) throws Exception {
    return call(Map.of(), launcher, arguments);
  }

  private Ended call(Map<String, String> environment, Path launcher, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(elsewhere.toFile()).redirectErrorStream(true);
    builder.environment().remove("SITREP_JAVA_OPTS");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // As cron calls: no language, so no character set either.
    builder.environment().keySet().removeAll(List.of("LC_ALL", "LC_CTYPE", "LANG"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    return new Ended(process.waitFor(), lines);
  }

  private List<Path> archives() throws IOException {
    try (var files = Files.list(project.resolve("target"))) {
      return files.filter(file -> file.getFileName().toString().contains(".jsa")).toList();
    }
  }

  private static void age(Path file, Duration age) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }
}
