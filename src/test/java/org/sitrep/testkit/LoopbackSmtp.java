package org.sitrep.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A mail server on loopback that speaks just enough SMTP (RFC 5321) to keep what it is sent. */
public final class LoopbackSmtp implements AutoCloseable {
  private final ServerSocket socket;
  private final @Nullable String refused;
  private final String answer;
  private final int millis;
  private final List<String> letters = new CopyOnWriteArrayList<>();
  private final List<String> envelopes = new CopyOnWriteArrayList<>();
  private final List<String> greetings = new CopyOnWriteArrayList<>();
  private final List<String> logins = new CopyOnWriteArrayList<>();
  private final Thread thread;

  private LoopbackSmtp(@Nullable String refused, String answer, int millis) throws IOException {
    this.refused = refused;
    this.answer = answer;
    this.millis = millis;
    this.socket = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    this.thread = new Thread(this::serve, "smtp");
    thread.start();
  }

  /** A server that takes every letter. */
  public static LoopbackSmtp start() throws IOException {
    return new LoopbackSmtp(null, "250 taken", 0);
  }

  /** A server that does not know {@code mailbox}. */
  public static LoopbackSmtp refusing(String mailbox) throws IOException {
    return new LoopbackSmtp(mailbox, "250 taken", 0);
  }

  /**
   * A server that answers so to a letter it was told.
   *
   * @param answer empty: it takes the letter and hangs up
   */
  public static LoopbackSmtp answering(String answer) throws IOException {
    return new LoopbackSmtp(null, answer, 0);
  }

  /** A server that thinks for so long before it says that it took a letter. */
  public static LoopbackSmtp slow(int millis) throws IOException {
    return new LoopbackSmtp(null, "250 taken", millis);
  }

  /** Where it listens. */
  public int port() {
    return socket.getLocalPort();
  }

  /** How many clients greeted it. */
  public int connections() {
    return greetings.size();
  }

  /** What the first one said. */
  public String greeting() {
    return greetings.get(0);
  }

  /** Every letter, from its first header to its last line. */
  public List<String> letters() {
    return letters;
  }

  /** Sender and recipient of every letter. */
  public List<String> envelopes() {
    return envelopes;
  }

  /** What clients proved themselves with. */
  public List<String> logins() {
    return logins;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket line = socket.accept()) {
        talk(line);
      } catch (SocketException e) {
        if (socket.isClosed()) {
          return;
        }
        // A client hung up, or was killed.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void talk(Socket line) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(line.getInputStream(), StandardCharsets.US_ASCII));
    String from = "";
    String to = "";
    say(line, "220 loopback");
    for (String said = in.readLine(); said != null; said = in.readLine()) {
      String verb = said.toUpperCase(Locale.ROOT);
      if (verb.startsWith("EHLO")) {
        greetings.add(said);
        say(line, "250-loopback\r\n250 AUTH PLAIN");
      } else if (verb.startsWith("AUTH PLAIN ")) {
        logins.add(said.substring("AUTH PLAIN ".length()));
        say(line, "235 welcome");
      } else if (verb.startsWith("MAIL FROM:")) {
        from = said.substring("MAIL FROM:".length());
        say(line, "250 ok");
      } else if (verb.startsWith("RCPT TO:")) {
        to = said.substring("RCPT TO:".length());
        say(line, to.equals("<" + refused + ">") ? "550 5.1.1 no such person" : "250 ok");
      } else if (verb.equals("DATA")) {
        say(line, "354 go on");
        StringBuilder text = new StringBuilder();
        for (String row = in.readLine(); !".".equals(row); row = in.readLine()) {
          if (row == null) {
            return;
          }
          text.append(row).append('\n');
        }
        letters.add(text.toString());
        envelopes.add(from + " " + to);
        if (answer.isEmpty()) {
          return;
        }
        think();
        say(line, answer);
      } else if (verb.equals("QUIT")) {
        say(line, "221 bye");
        return;
      } else {
        say(line, "250 ok");
      }
    }
  }

  private void think() {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void say(Socket line, String text) throws IOException {
    line.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    line.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    try {
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
