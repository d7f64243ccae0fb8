### The register: authorities, telephones, agreed means of communication.

registry =
    Competent authorities as of { $at }:
    { $lines }
registry-party = · { $party }
registry-authority = { $authority }, telephone { $phone }
registry-means = Agreed means of communication: { $channels }
registry-no-means = The register holds no agreement of { $one_of } and { $other_of } on technical means of communication
