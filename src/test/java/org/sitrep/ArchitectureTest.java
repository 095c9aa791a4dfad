package org.sitrep;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may import whom. The reasons stand in decision 0001. */
@AnalyzeClasses(packages = "org.sitrep", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] STAGES = {
    "org.sitrep.ingest..",
    "org.sitrep.normalise..",
    "org.sitrep.aggregate..",
    "org.sitrep.report..",
    "org.sitrep.deliver.."
  };

  @ArchTest
  static final ArchRule stagesNeverImportEachOther =
      slices()
          .matching("org.sitrep.(ingest|normalise|aggregate|report|deliver)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule stagesImportOnlyDomainConfigAndTables =
      noClasses()
          .that()
          .resideInAnyPackage(STAGES)
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.sitrep..")
                  .and(
                      not(
                          resideInAnyPackage(
                              "org.sitrep.domain..",
                              "org.sitrep.config..",
                              "org.sitrep.tables..",
                              "org.sitrep.ingest..",
                              "org.sitrep.normalise..",
                              "org.sitrep.aggregate..",
                              "org.sitrep.report..",
                              "org.sitrep.deliver.."))));

  @ArchTest
  static final ArchRule domainImportsNothingOfOurs =
      noClasses()
          .that()
          .resideInAPackage("org.sitrep.domain..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.sitrep..").and(not(resideInAPackage("org.sitrep.domain.."))));

  @ArchTest
  static final ArchRule domainImportsNoLibrary =
      classes()
          .that()
          .resideInAPackage("org.sitrep.domain..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("org.sitrep.domain..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule configImportsOnlyDomain =
      noClasses()
          .that()
          .resideInAPackage("org.sitrep.config..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.sitrep..")
                  .and(not(resideInAnyPackage("org.sitrep.domain..", "org.sitrep.config.."))));

  @ArchTest
  static final ArchRule configDoesNotStartSpark =
      noClasses()
          .that()
          .resideInAnyPackage("org.sitrep.config..", "org.sitrep.domain..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..");

  @ArchTest
  static final ArchRule storeImportsOnlyContracts =
      noClasses()
          .that()
          .resideInAPackage("org.sitrep.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(STAGES);

  @ArchTest
  static final ArchRule onlyTheRootJoinsStages =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.sitrep.config..",
              "org.sitrep.domain..",
              "org.sitrep.tables..",
              "org.sitrep.store..",
              "org.sitrep.sample..",
              "org.sitrep.form..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(STAGES);

  @ArchTest
  static final ArchRule blankFormsNeedNoSpark =
      noClasses()
          .that()
          .resideInAPackage("org.sitrep.form..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.sitrep.tables..", "org.sitrep.store..");

  @ArchTest
  static final ArchRule onlyConfReaderTouchesYaml =
      door("org.yaml.snakeyaml..", "org.sitrep.config.ConfReader");

  @ArchTest
  static final ArchRule onlyTheStoreTouchesIceberg =
      door("org.apache.iceberg..", "org.sitrep.store.Iceberg(Store|Table)");

  @ArchTest
  static final ArchRule onlyKeepersOfWorkbooksTouchPoi =
      door(
          "org.apache.poi..",
          "org.sitrep.(ingest.XlsReader|sample.PoiFile|report.workbook.\\w+"
              + "|form.(BlankWorkbook|CellLooks|CellChecks))");

  @ArchTest
  static final ArchRule onlyXmlPartTouchesAalto =
      door("com.fasterxml.aalto..", "org.sitrep.ingest.XmlPart");

  @ArchTest
  static final ArchRule onlyTheReportTouchesJasper =
      door("net.sf.jasperreports..", "org.sitrep.report.pdf.\\w+");

  @ArchTest
  static final ArchRule onlyTheTaggerTouchesOpenPdf =
      door("com.lowagie..", "org.sitrep.report.pdf.UaTagger");

  @ArchTest
  static final ArchRule onlyMimeAndSmtpPostTouchMail =
      door("jakarta.mail..", "org.sitrep.deliver.(Mime|SmtpPost)");

  @ArchTest
  static final ArchRule onlyTheCommandLineEndsTheProcess =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("org.sitrep.Sitrep")
          .should()
          .callMethod(System.class, "exit", int.class);

  /**
   * Only classes whose name matches {@code keeper}, and classes inside them, touch {@code library}.
   */
  private static ArchRule door(String library, String keeper) {
    return noClasses()
        .that()
        .haveNameNotMatching(keeper + "(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }
}
