"""What makes later changes show: digests, keys, the seal, time-stamps, the ledger.

    digests         SHA-256 and SM3 of files
    keys            what keys there are; seal_key and ledger_key make and open them
    seal            a CMS signature over a file, and each way it can fail to hold
    timestamp       RFC 3161 tokens; stamping gets them, now or later
    ledger          the append-only log; ledger_audit reads it through, proof proves an entry
    ledger_kind     the ledger for `evidence.verify`

The rest is what these are made of: der, cms, chain, certificate, merkle, head, entry.
"""
