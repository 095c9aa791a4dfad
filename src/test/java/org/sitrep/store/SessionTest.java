package org.sitrep.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.sitrep.testkit.SparkTest;

class SessionTest extends SparkTest {
  @Test
  void plansAreCompiledForManyCellsOnly() {
    SparkSession session = spark().newSession();

    assertThat(compiles(session)).isEqualTo("false NO_CODEGEN");
    Session.suit(session, 20_000_000);
    assertThat(compiles(session)).isEqualTo("true FALLBACK");
    Session.suit(session, 20_000);
    assertThat(compiles(session)).isEqualTo("false NO_CODEGEN");
  }

  private static String compiles(SparkSession session) {
    return session.conf().get("spark.sql.codegen.wholeStage")
        + " "
        + session.conf().get("spark.sql.codegen.factoryMode");
  }
}
