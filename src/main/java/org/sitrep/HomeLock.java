package org.sitrep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps two nights of one home apart. The lock is the system's and ends with the process, however
 * that ends. Beside it stands who holds it, for people and for storage that several machines share
 * without sharing its locks: there a holder counts as alive as long as it gives signs of life.
 */
final class HomeLock implements AutoCloseable {
  /** Time between two signs of life. */
  private static final Duration BEAT = Duration.ofSeconds(15);

  /** A holder on another machine that was silent for longer is gone. */
  static final Duration SILENCE = Duration.ofMinutes(2);

  /** A byte behind the text: some systems let nobody read what is locked. */
  private static final long PLACE = 1 << 30;

  private static final int LONGEST = 4096;
  private static final Logger LOG = LoggerFactory.getLogger(HomeLock.class);

  /**
   * Homes this process works in. On most systems closing any channel of a file ends all locks the
   * process has on it, so a second one must not even be opened.
   */
  private static final Map<Path, Holder> HERE = new ConcurrentHashMap<>();

  /**
   * Who holds a lock.
   *
   * @param since when the process began
   * @param work what it does, such as {@code night-2021-02-15}
   */
  record Holder(long pid, String host, Instant since, String work) {
    private static Holder self(String work) {
      ProcessHandle process = ProcessHandle.current();
      Instant since = process.info().startInstant().orElse(Instant.EPOCH);
      return new Holder(process.pid(), HomeLock.host(), since, work);
    }

    /** Null when {@code text} is not what a holder writes. */
    private static @Nullable Holder of(String text) {
      String[] parts = text.strip().split(" ", 4);
      try {
        return parts.length < 4
            ? null
            : new Holder(Long.parseLong(parts[0]), parts[1], Instant.parse(parts[2]), parts[3]);
      } catch (RuntimeException e) {
        return null;
      }
    }

    String line() {
      return pid + " " + host + " " + since.truncatedTo(ChronoUnit.SECONDS) + " " + work + "\n";
    }

    @Override
    public String toString() {
      return work
          + ", process "
          + pid
          + " on "
          + host
          + " since "
          + since.truncatedTo(ChronoUnit.SECONDS);
    }
  }

  private final Path key;
  private final FileChannel channel;
  private final Holder holder;
  private final Optional<String> cutOff;
  private final CountDownLatch ending = new CountDownLatch(1);
  private final Thread pulse;

  private HomeLock(Path key, FileChannel channel, Holder holder, Optional<String> cutOff) {
    this.key = key;
    this.channel = channel;
    this.holder = holder;
    this.cutOff = cutOff;
    this.pulse = new Thread(this::beat, "lock of " + key);
    pulse.setDaemon(true);
  }

  /**
   * Takes the lock of a home.
   *
   * @param work what is going to be done, for whoever comes meanwhile
   * @throws BusyException when somebody has it; the message says who
   */
  static HomeLock take(Home home, String work) {
    return take(home, Holder.self(work));
  }

  static HomeLock take(Home home, Holder holder) {
    Path file = file(home);
    Path key = real(home);
    Holder here = HERE.putIfAbsent(key, holder);
    if (here != null) {
      throw busy(home, here);
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock(PLACE, 1, false);
      String before = read(channel);
      if (lock == null) {
        throw busy(home, Holder.of(before));
      }
      Optional<String> cutOff =
          before.isBlank() ? Optional.empty() : Optional.of(left(home, before, holder.host()));
      HomeLock taken = new HomeLock(key, channel, holder, cutOff);
      taken.sign();
      taken.pulse.start();
      cutOff.ifPresent(LOG::warn);
      return taken;
    } catch (IOException e) {
      forget(key, channel);
      throw new UncheckedIOException("Cannot lock " + file + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      forget(key, channel);
      throw e;
    }
  }

  /** What a run before left undone when it was cut off; empty after one that ended by itself. */
  Optional<String> cutOff() {
    return cutOff;
  }

  private static Path file(Home home) {
    return home.root().resolve(".lock");
  }

  private static Path real(Home home) {
    try {
      return home.root().toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot lock " + home.root() + ": " + e.getMessage(), e);
    }
  }

  private static BusyException busy(Home home, @Nullable Holder holder) {
    return new BusyException(
        "Another run is at work in "
            + home.root()
            + (holder == null ? "" : ": " + holder)
            + ". It is alive; wait until it has ended and try again");
  }

  /**
   * What is to be said of a holder that did not end by itself.
   *
   * @throws BusyException when it works on another machine as far as can be seen from here
   */
  private static String left(Home home, String before, String thisHost) throws IOException {
    Holder holder = Holder.of(before);
    Instant last = Files.getLastModifiedTime(file(home)).toInstant();
    Duration silent = Duration.between(last, storageClock(home));
    if (holder != null && !holder.host().equals(thisHost) && silent.compareTo(SILENCE) < 0) {
      throw new BusyException(
          "Another run is at work in "
              + home.root()
              + " from another machine: "
              + holder
              + ". It gave a sign of life "
              + Math.max(0, silent.toSeconds())
              + " s ago. If it was killed, its lock is stale and gives way "
              + SILENCE.toSeconds()
              + " s after its last sign of life: try again then");
    }
    return "The run before was cut off ("
        + (holder == null ? "nobody knows which" : holder)
        + ", last sign of life "
        + last.truncatedTo(ChronoUnit.SECONDS)
        + "): its lock is stale. What it had not published does not count and is done again";
  }

  /** The time as the storage has it: clocks of two machines need not agree. */
  private static Instant storageClock(Home home) throws IOException {
    Path probe = Files.createTempFile(home.root(), ".now", ".probe");
    try {
      return Files.getLastModifiedTime(probe).toInstant();
    } finally {
      Files.delete(probe);
    }
  }

  private static String host() {
    try {
      Path kernel = Path.of("/proc/sys/kernel/hostname");
      String name =
          Files.isReadable(kernel)
              ? Files.readString(kernel)
              : InetAddress.getLocalHost().getHostName();
      return name.strip().replace(' ', '-');
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(LONGEST, channel.size()));
    int count = 0;
    while (count >= 0 && bytes.hasRemaining()) {
      count = channel.read(bytes, bytes.position());
    }
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
  }

  /** Never interrupted: that would close the channel, and the lock with it. */
  private void beat() {
    try {
      while (!ending.await(BEAT.toSeconds(), TimeUnit.SECONDS)) {
        sign();
      }
    } catch (InterruptedException | IOException e) {
      LOG.warn("Cannot give a sign of life in the lock of {}", key, e);
    }
  }

  /** Writes who holds the lock; the file's time is the sign of life. */
  private void sign() throws IOException {
    byte[] line = holder.line().getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.wrap(line);
    while (bytes.hasRemaining()) {
      channel.write(bytes, bytes.position());
    }
    channel.truncate(line.length);
  }

  private static void forget(Path key, @Nullable FileChannel channel) {
    HERE.remove(key);
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.warn("Cannot close the lock of {}", key, e);
      }
    }
  }

  /** Gives the lock back. An empty file says that the run ended by itself. */
  @Override
  public void close() {
    ending.countDown();
    try {
      pulse.join();
      channel.truncate(0);
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot release the lock of " + key, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      HERE.remove(key);
    }
  }
}
