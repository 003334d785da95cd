package io.crossim.metastore.zkclient;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.metastore.MetaStoreSettings;
import org.I0Itec.zkclient.ZkConnection;
import org.apache.zookeeper.Watcher;
import org.jspecify.annotations.Nullable;

/**
 * Proves in each session that this process is a member. What zkclient's own {@code addAuthInfo} has
 * proved is forgotten when the session expires.
 */
final class AuthenticatedConnection extends ZkConnection {

  private final @Nullable String auth;

  AuthenticatedConnection(MetaStoreSettings settings) {
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
