"""Capture 采集: a page as a browser shows it, with all that went over the wire for it.

capture     one address in, one folder of evidence out
  settings, limits, profile      what an office sets, what a capture may take, as whom
  session                        what a capture needs, from its first file on
    browser, keeper              a Chromium of its own, of which nothing is left
    watched_relay                which connection went where
    netlog, wiretap, tapped      the browser's network log → exchanges, byte for byte
    traffic                      exchanges → the archive
    watch, visit, world          the page: what it does, waiting for it, asking it
  attended                       two officers, and a browser that they see and steer
    attendance, known_answer     who was there, and whether all of it works here and now
    display, steering, helm      a screen, commands, and carrying them out
    navigations, secrets         whose doing an address was; what is not kept or masked
    recording, recording_files, avi   a film of the window
    vantage                      the same pages once more, as somebody else sees them
  imported, file_kinds           recordings made elsewhere, brought in by two officers
  taking                         what is kept of a page: pictures, rendered, page_scripts
  second                         the document once more, through the recording client
  closing, supplements           the end: certificates, environment, clock, journal, flags
  store, manifest, faults        files written whole, capture.json last
capture_kind   is a capture still whole?
illustration   marked pictures, which are no evidence; placing says where words stand
"""
