import type { WordTable } from '../vocabulary.ts';

/** French, without accents. */
export const FRENCH: WordTable = {
  first: "d'abord,en premier,avant",
  exportVerb:
    'exporte,exporter,exportez,exporte-la,exporte-le,exportez-la,exportes,export,exportation,exportons',
  downloadVerb:
    'telecharge,telecharger,telechargez,telecharge-la,telecharge-le,telechargez-la,telechargement,telecharges,recuperer,recupere',
  renderVerb:
    'rends,rendre,render,genere le rendu,lance le rendu,rendu,fais le rendu,lancer le rendu,lancez le rendu',
  saveVerb:
    'enregistre,enregistrer,enregistrez,sauvegarde,sauvegarder,sauvegardez,sauve,enregistre-la,sauvegarde-la',
  giveVerb:
    "envoie,envoyer,envoyez,envoie-moi,envoyez-moi,donne,donne-moi,donnez-moi,m'envoyer,je veux la,je veux ma,je voudrais la,je voudrais le,je veux le,il me faut,j'ai besoin de,j'ai besoin du,ou est,passe-moi,file-moi,me donner,transmets-moi,donner",
  'giveVerb it':
    "envoie-la-moi,envoie-le-moi,donne-la-moi,donne-le-moi,me l'envoyer,l'enregistrer,envoyez-la-moi,envoyez-le-moi",
  'exportVerb it': "l'exporter,l'exporte",
  'downloadVerb it': 'la telecharger,le telecharger',
  uploadVerb:
    'importe,importer,importez,televerse,televerser,televersez,uploade,uploader,charge,charger,chargez,mets en ligne,upload,mettre en ligne,joindre,joins',
  hereIs: "voici,voila ma,voila mon,c'est ma",
  showVerb:
    "montre,montre-moi,montrez,montrez-moi,montrer,affiche,affiche-moi,affichez,afficher,voir,quel est,quelle est,quels sont,quelles sont,quel,dis-moi,verifie,verifier,verifiez,consulter,consulte,liste,lister,ou en est,ou en sommes-nous avec,qu'y a-t-il,c'est quoi,je veux voir,je voudrais voir,je veux savoir,me montrer,me dire",
  editVerb:
    'ajoute,ajoutez,mets,coupe,couper,supprime,enleve,change,fais,cree,genere,utilise,ajuste,remplace,raccourcis,edite,regenere,ajouter,rogne',
  video:
    'video,videos,clip,clips,fichier,fichiers,film,projet,resultat,version,version finale,montage,film final',
  media: 'photo,photos,image,images,chanson,musique,audio,son,media',
  link: 'lien,lien de telechargement,url',
  format: 'mp4,mov,gif,webm,format mp4,format',
  quality:
    'hd,full hd,4k,haute qualite,qualite,haute resolution,resolution,vertical,horizontal,bonne qualite,meilleure qualite,haute definition,mode portrait,portrait,paysage,verticale',
  place: 'bureau,ordinateur,ordi,telephone,dossier,disque,galerie,appareil,pc,mac,portable',
  platform: 'youtube,tiktok,instagram,whatsapp,facebook',
  credits: 'credits,credit,points',
  balance: 'solde',
  account: 'compte,disponible,disponibles,actuel,restant,restants,mon compte',
  timeline:
    "etat,statut,status,pistes,piste,timeline,chronologie,progression,avancement,ou en est-on,ou en sommes-nous,ligne de temps,l'etat,l'avancement,etat actuel,ou on en est,ou ca en est",
  it: 'le,la,l,ca,cela,ceci,celui-ci,tout,celle-ci',
  the: "le,la,les,l',mon,ma,mes,du,ce,cette,cet,ton,ta,votre,au,notre,ces,son",
  a: 'un,une,des',
  finished:
    'final,finale,finie,fini,termine,terminee,complete,complet,montee,nouvelle,derniere,prete,entiere,pret',
  in: "en,dans,sur,a,pour,de,d',avec,comme,vers,depuis",
  me: "me,moi,m',nous",
  howMany: "combien,combien de,combien d'",
  have: "j'ai,ai-je,j'ai encore,il y a,assez,assez de,est-ce que j'ai,avons-nous,ai-je encore",
  left: "il me reste,me reste-t-il,reste,reste-t-il,il reste,me reste,restent,me restent,il nous reste,encore,est-ce qu'il me reste,reste-il",
  is: "est-ce pret,c'est pret,c'est fini,est-elle prete,est-ce fini,est-ce que c'est pret,c'est termine,est-ce termine",
  filler:
    "s'il te plait,s'il vous plait,svp,stp,merci,merci beaucoup,maintenant,bonjour,salut,ok,d'accord,bien,tres bien,parfait,super,genial,peux-tu,pouvez-vous,pourrais-tu,pourriez-vous,tu peux,vous pouvez,je peux,puis-je,j'aimerais,je veux,je voudrais,on peut,allons-y,tout de suite,encore une fois,a nouveau,de nouveau,juste,simplement,oui,c'est bon,excellent,deja,aussi,est-ce que,est-ce que je peux,est-ce que tu peux,il faut,comment,y,tel quel,telle quelle,toi,veuillez,je souhaite,voila,est,sont,alors,mais oui",
  not: "ne,n',pas,pas encore,ne pas,sans,jamais,inutile de,pas besoin de,rien",
  'not exportVerb': "n'exporte,n'exportez",
  later: "plus tard,demain,apres,tout a l'heure,pour l'instant,pour le moment,tout de suite pas",
  before: "avant de,avant que,avant d'",
  only: 'juste,seulement,uniquement,directement',
  and: 'et,ou',
  andThen: 'puis,et puis,ensuite,et ensuite,apres ca,enfin,mais,et enfin,pour finir,alors',
  topic: 'sur comment,qui dit,intitule,intitulee,tutoriel,tuto,appele,texte,disant,au sujet de',
};
export const FRENCH_HINT =
  /(?<![a-z])(?:le|la|les|une?|du|mon|ma|mes|et|s'il|merci|exporte[rz]?[a-z]*|export[a-z]* le|telecharg[a-z]+|enregistr[a-z]+|sauvegard[a-z]+|envoie[a-z]*|envoye[rz]|donne[a-z]*|combien|solde|etat|l'etat|pistes|montre[rz]?|affiche[rz]?|importe[rz]?|televers[a-z]+|voici|statut|lien|je|ajoute[rz]?|avancement|svp|n'exporte[a-z]*|puis|ou|c'est|est-ce)(?![a-z])/;
