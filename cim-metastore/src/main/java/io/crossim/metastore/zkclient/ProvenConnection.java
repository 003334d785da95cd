package io.crossim.metastore.zkclient;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.metastore.MetaStoreSettings;
import org.I0Itec.zkclient.ZkConnection;
import org.apache.zookeeper.Watcher;
import org.jspecify.annotations.Nullable;

/**
 * Proves with each session that this process is a member. zkclient's own {@code addAuthInfo} is
 * forgotten when the session expires and another one is begun.
 */
final class ProvenConnection extends ZkConnection {

  private final @Nullable String auth;

  ProvenConnection(MetaStoreSettings settings) {
    super(settings.connectString(), (int) settings.sessionTimeout().toMillis());
    this.auth = settings.auth();
  }

  @Override
  public void connect(Watcher watcher) {
    super.connect(watcher);
    if (auth != null) {
      addAuthInfo("digest", auth.getBytes(UTF_8));
    }
  }
}
