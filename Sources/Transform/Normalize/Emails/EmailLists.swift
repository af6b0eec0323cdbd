/// What is known of mailboxes and mail domains; folded, separated by white space.
enum EmailLists {
  /// Local parts (without digits, dots, hyphens and underscores) of mailboxes that belong to an office, not to a
  /// person.
  static let roles = """
    info infos information contact contacts contactus hello hi mail email post office offices team admin administrator
    administration reception receptionist enquiries enquiry inquiries inquiry general service services customerservice
    customercare support help helpdesk sales salesteam orders order ordering purchasing purchase purchases procurement
    buying buyer accounts account accounting accountant accountspayable accountsreceivable acctspayable payable payables
    receivable receivables ap ar apinvoices apinvoice invoice invoices invoicing billing bill bills payments payment pay
    finance finances financial treasury credit creditcontrol collections bookkeeping bookkeeper books payroll tax hr
    humanresources jobs careers career recruiting marketing press media webmaster postmaster hostmaster abuse noreply
    donotreply noreplay mailer newsletter news shop store booking bookings reservations reservation events service
    dispatch shipping logistics warehouse returns repairs parts quotes quote estimates estimating estimate legal
    compliance privacy security it tech technical webshop online web main mailbox management manager director owner
    kontakt rechnung rechnungen rechnungswesen buchhaltung buha buero verwaltung sekretariat zentrale empfang vertrieb
    verkauf einkauf bestellung bestellungen kundenservice kundendienst versand lager werkstatt praxis kanzlei debitoren
    kreditoren faktura fibu lohn personal anfrage anfragen auftrag auftraege
    compta comptabilite comptable facturation facture factures fournisseurs clients client accueil secretariat direction
    commercial commerciale ventes vente achats achat bureau devis commande commandes commandes gestion reglement
    administratie boekhouding factuur facturen debiteuren crediteuren verkoop inkoop bestellingen kantoor klantenservice
    secretariaat receptie planning
    administracion contabilidad facturacion facturas factura pagos cobros proveedores clientes ventas compras pedidos
    oficina contacto recepcion atencioncliente direccion gerencia tesoreria secretaria pedido
    amministrazione contabilita fatture fatturazione ufficio vendite acquisti segreteria contatti
    financeiro faturamento contato vendas compras comercial
    keiri soumu eigyo jimu toiawase otoiawase madoguchi somu kaikei
    """

  /// Domains that give a mailbox to anybody.
  static let freeMail = """
    gmail.com googlemail.com aol.com aim.com icloud.com me.com mac.com msn.com mail.com email.com usa.com inbox.com
    protonmail.com proton.me protonmail.ch pm.me tutanota.com tutanota.de tuta.io tuta.com fastmail.com fastmail.fm
    hushmail.com zoho.com zohomail.com zohomail.eu zohomail.in gmx.com gmx.net gmx.de gmx.at gmx.ch gmx.us gmx.co.uk
    gmx.fr gmx.es web.de freenet.de t-online.de arcor.de mail.de email.de posteo.de posteo.net mailbox.org online.de
    vodafone.de unitybox.de unity-mail.de kabelmail.de o2online.de 1und1.de magenta.de versanet.de ewetel.net ewe.net
    htp-tel.de netcologne.de osnanet.de aon.at chello.at inode.at bluewin.ch sunrise.ch hispeed.ch swissonline.ch
    comcast.net verizon.net att.net sbcglobal.net bellsouth.net pacbell.net ameritech.net swbell.net prodigy.net cox.net
    charter.net spectrum.net rr.com twc.com optonline.net optimum.net earthlink.net mindspring.com juno.com netzero.net
    netzero.com windstream.net frontier.com frontiernet.net centurylink.net centurytel.net embarqmail.com suddenlink.net
    cableone.net mediacombb.net q.com roadrunner.com tds.net wowway.com peoplepc.com netscape.net cs.com excite.com
    lycos.com ymail.com rocketmail.com btinternet.com btopenworld.com btconnect.com sky.com virginmedia.com
    virgin.net ntlworld.com blueyonder.co.uk talktalk.net tiscali.co.uk plus.com plus.net orange.net
    fsmail.net freeserve.co.uk o2.co.uk mail.co.uk tesco.net onetel.com supanet.com uwclub.net eircom.net orange.fr
    wanadoo.fr
    free.fr sfr.fr neuf.fr laposte.net bbox.fr numericable.fr club-internet.fr aliceadsl.fr cegetel.net voila.fr noos.fr
    9online.fr gmx.fr skynet.be telenet.be proximus.be scarlet.be voo.be belgacom.net pt.lu bigpond.com bigpond.net.au
    bigpond.com.au optusnet.com.au iinet.net.au internode.on.net tpg.com.au westnet.com.au adam.com.au dodo.com.au
    ozemail.com.au iprimus.com.au aapt.net.au netspace.net.au xtra.co.nz slingshot.co.nz orcon.net.nz vodafone.co.nz
    clear.net.nz paradise.net.nz rogers.com bell.net sympatico.ca shaw.ca telus.net videotron.ca cogeco.ca eastlink.ca
    mts.net sasktel.net bellaliant.net nb.sympatico.ca ziggo.nl kpnmail.nl kpnplanet.nl planet.nl hetnet.nl home.nl
    casema.nl chello.nl upcmail.nl xs4all.nl tele2.nl zeelandnet.nl quicknet.nl onsnet.nu solcon.nl telfort.nl
    telefonica.net terra.es ono.com orange.es movistar.es vodafone.es euskaltel.net jazzfree.com mixmail.com ya.com
    rediffmail.com rediff.com indiatimes.com sify.com in.com vsnl.com vsnl.net bsnl.in airtelmail.in dataone.in
    docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp i.softbank.jp nifty.com biglobe.ne.jp ocn.ne.jp so-net.ne.jp
    plala.or.jp dion.ne.jp infoseek.jp excite.co.jp goo.jp auone.jp uqmobile.jp ymobile.ne.jp libero.it virgilio.it
    alice.it tin.it tiscali.it fastwebnet.it inwind.it iol.it email.it poste.it sapo.pt clix.pt netcabo.pt iol.pt
    telia.com comhem.se spray.se bredband.net tele2.se online.no getmail.no broadpark.no frisurf.no mail.dk tdcadsl.dk
    stofanet.dk jubii.dk ofir.dk sol.dk kolumbus.fi luukku.com suomi24.fi elisanet.fi pp.inet.fi seznam.cz centrum.cz
    volny.cz email.cz atlas.cz azet.sk zoznam.sk wp.pl onet.pl o2.pl interia.pl gazeta.pl op.pl tlen.pl poczta.fm
    vp.pl freemail.hu citromail.hu abv.bg mail.bg dir.bg mail.ru yandex.ru yandex.com ya.ru bk.ru list.ru inbox.ru
    rambler.ru ukr.net i.ua meta.ua bigmir.net qq.com 163.com 126.com yeah.net sina.com sina.cn sohu.com foxmail.com
    139.com 189.cn 21cn.com naver.com daum.net hanmail.net nate.com uol.com.br bol.com.br terra.com.br ig.com.br
    globo.com globomail.com r7.com oi.com.br prodigy.net.mx walla.co.il walla.com bezeqint.net mweb.co.za telkomsa.net
    webmail.co.za vodamail.co.za iafrica.com duck.com hey.com relay.firefox.com privaterelay.appleid.com
    """

  /// First labels of domains that give mailboxes to anybody under many endings (yahoo.co.uk, hotmail.fr, live.nl).
  static let freeMailLabels = "yahoo hotmail outlook live msn windowslive gmx ymail rocketmail passport"

  /// Local parts and first labels that people type where there is no address.
  static let placeholders =
    "none na noemail nomail nil null unknown noone nobody notprovided notavailable tbd xxx keine"
}
