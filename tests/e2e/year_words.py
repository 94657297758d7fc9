"""What people write in the year of deals: files, a mail and sentences."""

HEADINGS = "Customer;Country;Postcode;City;Products;Value;Currency;Expected close;Contact;E-mail;Project"
BY_ALPENROCK = f"""{HEADINGS}
Auerbach Druck GmbH;DE;80331;München;12 NW-FW120;22000;EUR;2027-02-26;Max Huber;huber@auerbach-druck.example;Firewalls
Bergmann Textil AG;DE;83022;Rosenheim;14 NW-FW120;26000;EUR;2027-03-31;Eva Klein;klein@bergmann-textil.example;Two sites
Chiemsee Reederei GmbH;DE;83209;Prien;15 NW-FW120;28000;EUR;2027-03-31;Ina Moser;moser@chiemsee-r.example;Terminals
Dornach Optik GmbH;DE;85609;Aschheim;10 NW-FW120;19000;EUR;2027-04-30;Jo Stern;stern@dornach-optik.example;New plant
Ebersberg Holz KG;DE;85560;Ebersberg;20 NW-FW120;37000;EUR;2027-02-26;Uta Blum;blum@ebersberg-holz.example;Saw mills
Freising Brauhaus AG;DE;85354;Freising;11 NW-FW120;20000;EUR;2027-03-31;Kai Lenz;lenz@freising-b.example;Brewery
Gmunden Keramik GmbH;AT;4810;Gmunden;16 NW-FW120;30000;EUR;2027-03-31;Leo Prem;prem@gmunden-k.example;Kilns
Holzkirchen Bau GmbH;DE;83607;Holzkirchen;13 NW-FW120;24000;EUR;2027-03-31;Mia Gass;gass@holzkirchen-bau.example;Sites
Ismaning Verlag AG;DE;85737;Ismaning;18 NW-FW120;33000;EUR;2027-03-31;Tom Reuter;reuter@ismaning-v.example;Offices
Kolbermoor Metall GmbH;DE;83059;Kolbermoor;17 NW-FW120;31000;EUR;2027-03-31;Ute Ried;ried@kolbermoor-m.example;Foundry
"""
BY_RHEINBLICK = f"""{HEADINGS}
Lahnstein Papier GmbH;DE;56112;Lahnstein;12 NW-FW120;22000;EUR;2027-03-31;Ralf Thiel;thiel@lahnstein-p.example;Mill
Mosel Kellerei AG;DE;54470;Bernkastel;13 NW-FW120;24000;EUR;2027-03-31;Anna Roth;roth@mosel-k.example;Cellars
Neuss Chemie GmbH;DE;41460;Neuss;20 NW-FW120;37000;EUR;2027-03-31;Paul Voss;voss@neuss-chemie.example;Laboratories
Opladen Druckguss GmbH;DE;51379;Leverkusen;14 NW-FW120;26000;EUR;2027-03-31;Lisa Hahn;hahn@opladen-d.example;Casting
"""
BY_PIXELFORGE = f"""{HEADINGS}
Pankow Medien GmbH;DE;13187;Berlin;12 NW-FW120;22000;EUR;2027-04-30;Nele Graf;graf@pankow-medien.example;Studios
Quedlinburg Glas AG;DE;06484;Quedlinburg;13 NW-FW120;24000;EUR;2027-04-30;Olaf Beier;beier@quedlinburg-g.example;Glass
Rathenow Optik GmbH;DE;14712;Rathenow;15 NW-FW120;28000;EUR;2027-04-30;Eike Sand;sand@rathenow-o.example;Lenses
Spandau Hafen AG;DE;13597;Berlin;16 NW-FW120;30000;EUR;2027-04-30;Jana Wolff;wolff@spandau-hafen.example;Port
"""
BY_WEBER = f"""{HEADINGS}
Hagen Walzwerk GmbH;DE;58095;Hagen;8 HD-D75;24000;EUR;2027-09-30;Karl Ohm;ohm@hagen-walzwerk.example;Rolling mill
Iserlohn Draht AG;DE;58636;Iserlohn;10 HD-D75;30000;EUR;2027-09-30;Grit Maas;maas@iserlohn-draht.example;Wire
Witten Pumpen GmbH;DE;58452;Witten;9 HD-D75;27000;EUR;2027-09-30;Ulf Kern;kern@witten-pumpen.example;Pumps
"""
MAIL = """Please register this deal:

From: Nora Feldmann <n.feldmann@wendel-guss.example>
Sent: 18 November 2026 10:12
To: Marta Rieger
Subject: RE: Firewalls for the foundry

Hi Marta,

following our call on 12 November we want 14 NW-FW120. The budget is EUR 26,000, the order is planned for March 2027.

Best regards
Nora Feldmann
Head of IT
Wendel Gusstechnik GmbH
Hüttenweg 3
83026 Rosenheim
"""
SEEBLICK = (
    "register a deal: Seeblick Klinik GmbH, 82319 Starnberg DE, seeblick-klinik.example, 14 FW120, 22000 EUR, "
    "close 2027-02-26, contact Eva Brandner e.brandner@seeblick-klinik.example, project two new sites"
)
FOR_TIROL = (
    "Register for Tirol Netz: Arlberg Bergbahn GmbH, 6580 St. Anton, Austria, 60 NW-AP7, 24,000 EUR, close November "
    "2027, contact Hans Falch, h.falch@arlberg-bb.example, project Wi-Fi on the stations"
)
FOR_CALDER = (
    "Register for Calder IT: Pennine Schools Ltd, HX1 2AB Halifax, UK, 20 NW-FW60, 21,000 GBP, close November 2027, "
    "contact Amy Shaw, a.shaw@pennine-schools.example, project school firewalls"
)
YORKDALE = (
    "Register Yorkdale Hospital Trust, LS1 3AA Leeds, UK: 20 NW-FW120, 35,000 GBP, close November 2027, contact "
    "Ian Webb, i.webb@yorkdale.example, project hospital network"
)
ULVIK = (
    "Register Ulvik Energi AS, 5730 Ulvik, Norway: 14 NW-FW120, 330,000 NOK, close August 2027, contact Siri Dahl, "
    "s.dahl@ulvik-energi.example, project control rooms"
)
TRAUN = (
    "Registriere Traun Papier AG, 4050 Traun: 12 NW-FW120, 22.000 EUR, Abschluss September 2027, Ansprechpartner "
    "Franz Ebner, f.ebner@traun-papier.example, Projekt Papiermaschine 3"
)
LOISACH = (
    "register a deal: Loisach Bad GmbH, 82418 Murnau DE, loisach-bad.example, 12 FW120, 22000 EUR, close 2027-03-31, "
    "contact Rosa Stein stein@loisach-bad.example, project pool and spa"
)
RIVAL = (
    "register a deal: Kolbermoor Metall GmbH, 83059 Kolbermoor DE, kolbermoor-m.example, 15 FW120, 29000 EUR, "
    "close 2027-03-31, contact Ute Ried ried@kolbermoor-m.example, project firewalls for the foundry"
)
