### De weg verder, voor wie vergeefs klikte of typte

guide-card = De kaart: { $link }
guide-channels = In dit kanaal werk ik niet: er hoort geen tenant van Microsoft 365 bij. Op deze server werk ik in { $channels }; typ de opdracht daar.
over-completed = Zaak { $case } is gesloten: goedgekeurd door { $by }, en { $when } gedaan.
over-alone = Zaak { $case } is gesloten: { $by } handelde alleen, en het is { $when } gedaan.
over-denied = Zaak { $case } is gesloten: { $by } wees die { $when } af, en er is niets veranderd.
over-expired = Zaak { $case } is gesloten: er is niet op tijd beslist, dus de zaak eindigde { $when } en er is niets veranderd.
over-withdrawn = Zaak { $case } is gesloten: { $by } trok die { $when } in, en er is niets veranderd.
over-needs-human = Zaak { $case } is gesloten: bij een van de stappen ben ik { $when } gestopt, en iemand moet naar het account kijken. Op de kaart staat waarom.
over-refused = Zaak { $case } is gesloten: die is { $when } gestopt, voordat er iets was veranderd. Op de kaart staat waarom.
over-unavailable = Zaak { $case } is gesloten: ik kon er { $when } niet mee verder, en er is niets veranderd. Op de kaart staat waarom.
over-failed = Zaak { $case } is gesloten: Grendel kon er { $when } niet mee verder. Op de kaart staat waarom.
over-joined = Zaak { $case } is gesloten: die werd { $when } deel van zaak { $other }, omdat beide over hetzelfde account gaan.
over-nothing = Zaak { $case } is gesloten: { $when } vond ik niets dat ik kon veranderen. Op de kaart staat wat er is gevonden.
over-steps = In zaak { $case } valt niets meer te beslissen: de stappen zijn voorbij. Op de kaart staat wat nog openstaat.
over-unkept = Wat u schreef telt niet, en is niet bewaard.
again-done = Is er nog iets mis met het account, dan kijkt dit er opnieuw naar:
again-needed = Is het nog nodig, dan moet dit opnieuw worden getypt:
