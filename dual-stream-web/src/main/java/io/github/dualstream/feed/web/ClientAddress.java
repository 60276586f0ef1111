package io.github.dualstream.feed.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Network address that identifies an unauthenticated client. Only the first 64 bits of an
 * IPv6 address count, since a client can choose the rest.
 */
final class ClientAddress {

	private static final Pattern IPV6 = Pattern.compile("\\[?([0-9a-fA-F]*:[0-9a-fA-F:.]*)(%[^]]*)?]?");

	private static final int NETWORK_BYTES = 8;

	private ClientAddress() {
	}

	/**
	 * Determine the address of a client.
	 * @param remote remote address of a request; may be any text if set by a proxy
	 * @return the address, or its network
	 */
	static String of(String remote) {
		Matcher literal = IPV6.matcher(remote);
		if (!literal.matches()) {
			return remote;
		}
		try {
			InetAddress address = InetAddress.getByName("[" + literal.group(1) + "]");
			return (address instanceof Inet6Address)
					? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES)) + "::/64"
					: address.getHostAddress();
		}
		catch (UnknownHostException ex) {
			return remote;
		}
	}

}
