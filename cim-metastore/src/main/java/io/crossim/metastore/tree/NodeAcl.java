package io.crossim.metastore.tree;

import java.util.List;
import lombok.RequiredArgsConstructor;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.NoAuthException;
import org.apache.zookeeper.KeeperException.NoNodeException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/** The access control lists (ACLs) of our nodes in ZooKeeper: everything for members, or open. */
@RequiredArgsConstructor
public final class NodeAcl {

  /** {@code user:password} of the members; null where everybody may do everything. */
  private final @Nullable String auth;

  /** The ACL of a node that is made now. */
  public List<ACL> ofNewNodes() {
    return auth == null ? Ids.OPEN_ACL_UNSAFE : Ids.CREATOR_ALL_ACL;
  }

  /** Closes a node to others than the members, as {@link NodeTree#protect} says. */
  public NodeAccess protect(ZooKeeper client, String path)
      throws KeeperException, InterruptedException {
    if (auth == null) {
      return NodeAccess.UNCHANGED;
    }
    try {
      if (isForMembersAlone(client.getACL(path, new Stat()), auth)) {
        return NodeAccess.UNCHANGED;
      }
      client.setACL(path, Ids.CREATOR_ALL_ACL, -1);
      return NodeAccess.WAS_OPEN;
    } catch (NoNodeException e) {
      return NodeAccess.UNCHANGED; // it is made with the right one
    } catch (NoAuthException e) {
      return NodeAccess.REFUSED;
    }
  }

  /** The only entry of an ACL that we could read, with our user's name, is ours. */
  private static boolean isForMembersAlone(List<ACL> acl, String auth) {
    String user = auth.substring(0, auth.indexOf(':') + 1);
    return acl.size() == 1
        && acl.get(0).getPerms() == Perms.ALL
        && acl.get(0).getId().getScheme().equals("digest")
        && acl.get(0).getId().getId().startsWith(user);
  }
}
