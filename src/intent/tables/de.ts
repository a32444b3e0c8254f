import type { WordTable } from '../vocabulary.ts';

/** German, without accents (ä as a). */
export const GERMAN: WordTable = {
  first: 'zuerst,erst,vorher,zunachst',
  exportVerb: 'exportiere,exportieren,exportier,exportiert,export,exportierst',
  downloadVerb:
    'herunterladen,runterladen,herunter,runter,download,downloaden,downloade,downloadlink',
  renderVerb: 'rendere,rendern,render',
  saveVerb: 'speichere,speichern,speicher,sichern,sichere,abspeichern',
  giveVerb:
    'schick,schicke,schicken,sende,senden,gib,geben,schickst,bekomme ich,kriege ich,ich brauche,brauche,ich mochte das,ich will das,ich hatte gern das,wo ist,kann ich haben,haben,zuschicken,bekommen,zusenden',
  uploadVerb: 'hochladen,hoch,upload,uploaden,lade hoch,importiere,importieren,importier,anhangen',
  hereIs: 'hier ist,hier sind,das ist mein,anbei',
  showVerb:
    'zeig,zeige,zeigen,anzeigen,zeigst,sag,nenne,wie ist,was ist,wie lautet,liste,auflisten,prufe,prufen,welche,wie sieht,ansehen,anschauen,sehen,an,wie steht es um,gibt es,ich mochte sehen,ich will sehen,wie hoch ist,was liegt',
  editVerb:
    'fuge,fug,schneide,schneid,kurze,entferne,losche,andere,mach,mache,erstelle,erzeuge,generiere,ersetze,setze,nutze,verwende,bearbeite,hinzu,hinzufugen',
  video:
    'video,videos,clip,clips,datei,dateien,film,projekt,ergebnis,version,endfassung,videodatei,fassung,projekts',
  media: 'foto,fotos,bild,bilder,lied,musik,audio,aufnahme,aufnahmen,material',
  link: 'link,download-link,downloadlink,link zum download,link zum herunterladen',
  format: 'mp4,mov,gif,webm,mp4-datei,mp4-format,format',
  quality:
    'hd,full hd,4k,hohe qualitat,hoher qualitat,qualitat,hoher auflosung,auflosung,hochformat,querformat,bester qualitat,beste qualitat,hochster qualitat,guter qualitat',
  place:
    'desktop,rechner,computer,handy,ordner,festplatte,galerie,gerat,pc,mac,schreibtisch,laptop,telefon',
  platform: 'youtube,tiktok,instagram,whatsapp,facebook',
  credits: 'credits,guthabenpunkte,punkte,credit',
  balance: 'guthaben,kontostand,saldo',
  account: 'konto,verfugbar,verfugbare,verfugbaren,aktuelles,verbleibende,verbleibenden,restliche',
  timeline:
    'status,stand,zeitleiste,zeitachse,timeline,spuren,spur,fortschritt,aktueller stand,tonspuren,renderstatus,wie weit bist du,wie weit sind wir,zustand',
  it: 'es,das,ihn,sie,dies,dieses,alles',
  the: 'das,den,die,der,mein,meine,meinen,meinem,meiner,dieses,diesen,diese,dem,unser,im,ins,zum,vom,am,des',
  a: 'ein,eine,einen,einem,einer',
  finished:
    'fertig,fertige,fertiges,fertigen,finale,finales,finalen,ganze,ganzes,ganzen,neue,bearbeitete,letzte,komplette,gesamte,fertiggestellte,aktuellen,aktuelle,aktueller',
  in: 'in,als,auf,fur,von,mit,nach,zu,aus,an,um',
  me: 'mir,uns,mich',
  howMany: 'wie viele,wie viel,wieviel,wieviele',
  have: 'habe ich,hab ich,haben wir,ich habe,genug,genugend,sind,habe,hab',
  left: 'ubrig,noch ubrig,verbleiben,bleiben,noch,bleiben mir,uebrig,noch da',
  is: 'ist es fertig,ist das fertig,bist du fertig,schon fertig,ist das video fertig,ist es schon fertig,ist der export fertig,ist das video schon fertig',
  filler:
    'bitte,danke,vielen dank,danke schon,jetzt,nun,hallo,hi,hey,ok,okay,gut,sehr gut,perfekt,super,toll,klasse,kannst du,konntest du,konnen sie,konnten sie,kann ich,konnte ich,darf ich,ich mochte,ich will,ich wurde gern,ich wurde gerne,ich hatte gern,wir konnen,lass uns,sofort,gleich,noch einmal,nochmal,noch mal,erneut,einfach,ja,alles klar,schon,auch,mal,doch,du,sie,wie kann ich,lade,lad,laden,bitte noch,so,unverandert,wie es ist,werden,wird,fur mich,los,ich,mochte,nur noch,denn,gerade,momentan,derzeit,gern,gerne,ab',
  not: 'nicht,noch nicht,nie,ohne,kein,keine,statt,bitte nicht,nicht jetzt',
  later: 'spater,morgen,nachher,ein andermal',
  before: 'bevor,bevor du,vor dem',
  only: 'nur,direkt,lediglich',
  and: 'und,oder,sowie',
  andThen:
    'dann,und dann,danach,und danach,anschliessend,und anschliessend,anschließend,und anschließend,zuletzt,zum schluss,schliesslich,schließlich,aber,sondern,daraufhin',
  topic:
    'uber,namens,mit dem text,der sagt,das sagt,tutorial,anleitung,titel,text,schriftzug,genannt,wie man',
};
export const GERMAN_HINT =
  /(?<![a-z])(?:das|den|die|der|dem|ein|eine|einen|und|bitte|danke|mir|mein[a-z]*|ich|exportier[a-z]*|herunter[a-z]*|runterladen|speicher[a-z]*|schicke?|sende|zeige?|guthaben|kontostand|zeitleiste|zeitachse|spuren|fortschritt|wie|hochladen|lade?|hoch|rendere?n?|importiere?n?|stand|fertig|nicht|gib|restliche)(?![a-z])/;
