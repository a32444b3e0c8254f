import type { WordTable } from '../vocabulary.ts';

/** Spanish, without accents. */
export const SPANISH: WordTable = {
  first: 'primero,antes',
  exportVerb:
    'exporta,exportar,exporte,expórtalo,exportalo,exportala,exportarlo,exportame,exporten,exportes,exportemos,exportacion,exportando',
  downloadVerb:
    'descarga,descargar,descargue,descargalo,descargarlo,descargame,descargues,descargarme,bajar,baja,bajalo,bajame,bajarlo,bajes,descargas',
  renderVerb: 'renderiza,renderizar,renderizalo,renderice,renderizado',
  saveVerb: 'guarda,guardar,guarde,guardes',
  giveVerb:
    'envia,enviar,enviame,envie,mandame,manda,mandar,dame,pasame,darme,enviarme,mandarme,quiero el,quiero mi,quiero la,necesito el,necesito mi,entregame,donde esta,pasarme,envies,mandes',
  'giveVerb it':
    'enviamelo,mandamelo,damelo,pasamelo,guardalo,guardarlo,enviarmelo,mandarmelo,guardamelo,guardala',
  uploadVerb:
    'sube,subir,subelo,suba,subirlo,cargar,carga,cargalo,subas,adjunta,adjuntar,importa,importar',
  hereIs: 'aqui esta,aqui tienes,este es,aqui va,te envio',
  showVerb:
    'muestra,muestrame,mostrar,mostrarme,ver,ensena,ensename,dime,cual,cual es,que hay,que hay en,consulta,consultar,comprueba,lista,revisa,como va,como esta,que,enseñame,cuales son,mira,como van,quiero ver,saber,quiero saber',
  editVerb:
    'anade,agrega,pon,corta,recorta,quita,elimina,cambia,haz,crea,genera,usa,ajusta,mueve,sustituye,acorta,edita,regenera,añade,anadir,agregar',
  video: 'video,videos,clip,clips,archivo,archivos,pelicula,proyecto,resultado,version,montaje',
  media: 'foto,fotos,imagen,imagenes,cancion,musica,audio,material',
  link: 'enlace,enlace de descarga,link,vinculo,link de descarga',
  format: 'mp4,mov,gif,webm,formato mp4,formato',
  quality:
    'hd,full hd,4k,alta calidad,calidad,buena calidad,alta resolucion,resolucion,vertical,horizontal,maxima calidad,alta definicion,la mejor calidad',
  place:
    'escritorio,ordenador,computadora,movil,telefono,carpeta,disco,galeria,dispositivo,pc,descargas',
  platform: 'youtube,tiktok,instagram,whatsapp,facebook',
  credits: 'creditos,credito,puntos',
  balance: 'saldo,balance',
  account: 'cuenta,disponible,disponibles,actual,restante,restantes,mi cuenta',
  timeline:
    'estado,pistas,pista,linea de tiempo,linea temporal,cronologia,timeline,progreso,estado actual',
  it: 'lo,esto,este,eso,la version final,todo',
  the: 'el,la,los,las,mi,mis,del,ese,esta,tu,estos,al',
  a: 'un,una,unos,algun',
  finished:
    'final,terminado,acabado,listo,completo,editado,nuevo,definitivo,ya,entero,terminada,lista,ultima',
  in: 'en,como,a,para,por,de,con,desde',
  me: 'me,mi,nos',
  howMany: 'cuantos,cuanto,cuantas,cuanta',
  have: 'tengo,tenemos,hay,suficientes,suficiente',
  left: 'quedan,queda,restan,me quedan,me queda,nos quedan,sobran,tengo disponibles,quedado',
  is: 'esta listo,ya esta listo,ya esta,esta terminado,ha terminado,has terminado',
  filler:
    'por favor,porfavor,porfa,gracias,muchas gracias,ahora,ya,hola,vale,ok,bien,muy bien,perfecto,genial,listo,puedes,podrias,puedo,podria,quisiera,quiero,me gustaria,podemos,vamos a,hay que,ahora mismo,otra vez,de nuevo,me,solo,simplemente,se puede,te importa,si,claro,bueno,excelente,nada mas,todavia,aun,tambien,necesito,que me,es,como puedo,ahora si,y ya,tal cual,son,le,entonces',
  not: 'no,todavia no,aun no,sin,nunca,no quiero,no hace falta',
  later: 'mas tarde,luego,manana,despues',
  before: 'antes de,antes de que',
  only: 'solo,solamente,directamente',
  with: 'con subtitulos,sin musica',
  and: 'y,o,e',
  andThen:
    'y luego,luego,despues,y despues,a continuacion,por ultimo,finalmente,pero,y finalmente,y por ultimo,entonces',
  topic: 'sobre,que diga,que dice,titulado,tutorial,llamado,texto,como',
};
/** Words that English does not have. */
export const SPANISH_HINT =
  /(?<![a-z])(?:el|los|las|una?|del|por favor|gracias|mis?|que|quiero|video y|exporta[a-z]*|descarg[a-z]+|guard[a-z]+|envia[a-z]*|sub[ae]?[a-z]{0,2}|creditos|saldo|estado|cuantos?|pistas|muestra[a-z]*|dame|manda[a-z]*|renderiza[a-z]*|anade|puedes|linea|baja[a-z]*|no)(?![a-z])/;
