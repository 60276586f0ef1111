package io.github.dualstream.feed.web;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClientAddress}.
 */
class ClientAddressTests {

	@ParameterizedTest
	@CsvSource({ "2001:db8:1:2:aaaa::1,2001:db8:1:2::ffff", "[2001:db8:1:2::1],2001:0db8:0001:0002:0:0:0:2",
			"fe80::1%eth0,fe80::2", "::ffff:192.0.2.1,192.0.2.1" })
	void addressesThatOneClientCanChooseFromCountAsOne(String first, String second) {
		assertThat(ClientAddress.of(first)).isEqualTo(ClientAddress.of(second));
	}

	@ParameterizedTest
	@CsvSource({ "2001:db8:1:2::1,2001:db8:1:3::1", "192.0.2.1,192.0.2.2" })
	void othersDoNot(String first, String second) {
		assertThat(ClientAddress.of(first)).isNotEqualTo(ClientAddress.of(second));
	}

	@ParameterizedTest
	@ValueSource(strings = { "192.0.2.1", "_hidden", "unknown", "", "::::", "1:2:3", "client.example" })
	void whatIsNoAddressIsItsOwnName(String remote) {
		assertThat(ClientAddress.of(remote)).isEqualTo(remote);
	}

}
