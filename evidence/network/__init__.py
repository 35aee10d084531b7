"""The way out: the guard, the recording client, the browser's relay.

reach       the guard: which hosts, at which judged address
  ranges    which IP addresses are public    resolver  name → addresses
wire        the recording client
  origin    address → bytes of a request     limits    how much it may take
  pool, connection, dial, tls                connections, kept and verified
  response, head, framing, coding            bytes of a response → what it says
relay       SOCKS5 for the browser, through the guard
chromium    finding it; arguments that leave it no other way out
exchange    what went over the wire, as types shared with the archive
"""
