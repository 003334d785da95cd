package io.crossim.service.limits;

import io.crossim.common.result.CimException;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The proxies whose word counts about whom a request comes from. Immutable. */
public final class TrustedProxies {

  /** Nobody's word counts. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  private static final String PROPERTY = "cim.http.trusted-proxies";
  private static final String EXPECTED =
      "addresses or networks, such as 10.0.0.1, 10.0.0.0/8 or fd00::/8";

  private final List<IpSubnetFilterRule> rules;

  private TrustedProxies(List<IpSubnetFilterRule> rules) {
    this.rules = rules;
  }

  /**
   * @param networks addresses, or networks with the length of their prefix
   * @throws CimException that names the first one that is neither
   */
  public static TrustedProxies of(List<String> networks) {
    return new TrustedProxies(networks.stream().map(TrustedProxies::rule).toList());
  }

  /** Refuses names: to look one up would trust the name server that answers. */
  private static IpSubnetFilterRule rule(String network) {
    String[] parts = network.strip().split("/", -1);
    InetAddress address = parse(parts[0]);
    if (address == null || parts.length > 2) {
      throw CimException.invalid(PROPERTY, network, EXPECTED);
    }
    int longest = address.getAddress().length * Byte.SIZE;
    int prefix = parts.length == 1 ? longest : number(parts[1]);
    if (prefix < 0 || prefix > longest) {
      throw CimException.invalid(PROPERTY, network, EXPECTED);
    }
    return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
  }

  private static int number(String digits) {
    return digits.matches("\\d{1,3}") ? Integer.parseInt(digits) : -1;
  }

  /** Whether this is one of them. */
  public boolean contains(InetAddress address) {
    if (rules.isEmpty()) {
      return false;
    }
    InetSocketAddress at = new InetSocketAddress(address, 0);
    return rules.stream().anyMatch(rule -> rule.matches(at));
  }

  /**
   * Whom a request comes from. Each proxy writes its caller behind what it was told, so the list is
   * read from its end, as far as proxies of ours have written it.
   *
   * @param forwardedFor all values of {@code X-Forwarded-For}, in their order
   * @param forwarded whether any header says that the request came through a proxy
   */
  public ClientAddress client(ClientAddress remote, List<String> forwardedFor, boolean forwarded) {
    if (!forwarded) {
      return remote;
    }
    InetAddress client = remote.address();
    String[] hops = String.join(",", forwardedFor).split(",", -1);
    for (int i = hops.length - 1; i >= 0 && contains(client); i--) {
      InetAddress hop = parse(withoutPort(hops[i].strip()));
      if (hop == null) {
        break; // nobody's word: the last proxy that is known stands for it
      }
      client = hop;
    }
    return new ClientAddress(client, /* isLocal= */ false);
  }

  private static String withoutPort(String hop) {
    if (hop.startsWith("[")) {
      int end = hop.indexOf(']');
      return end < 0 ? hop : hop.substring(1, end);
    }
    int colon = hop.indexOf(':');
    return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
  }

  private static @Nullable InetAddress parse(String text) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    try {
      return bytes == null ? null : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
