import type { WordTable } from '../vocabulary.ts';

/** Portuguese, without accents. */
export const PORTUGUESE: WordTable = {
  first: 'primeiro,antes',
  exportVerb:
    'exporta,exportar,exporte,exporta-o,exporta-lo,exportando,exportacao,exportes,reexportar',
  downloadVerb:
    'baixa,baixar,baixe,baixa-lo,baixando,download,descarregar,descarrega,descarregue,transferir,transfere,faz o download,fazer o download,faca o download,fazer download,faca download,baixes',
  renderVerb: 'renderiza,renderizar,renderize',
  saveVerb: 'salva,salvar,salve,guardar,guarda,guarde,salva-lo,gravar',
  giveVerb:
    'envia,enviar,envie,envia-me,mande,manda,mandar,me envia,me envie,me manda,me mande,da-me,me de,me da,me passa,quero o,quero meu,quero o meu,preciso do,preciso de,preciso do meu,onde esta,cade,entregue,entrega,manda-me,enviar-me,passe',
  'giveVerb it': 'salva-o,manda-o,envia-o,mande-o,envie-o',
  uploadVerb:
    'carregar,carrega,carregue,enviar o arquivo,subir,suba,sobe,upload,fazer upload,faz upload,faca upload,faca o upload,fazer o upload,faz o upload,importar,importa,importe,anexar,anexa,fazer o upload do,fazer upload do,fazer upload de,faca upload de,faca o upload do,faz o upload do',
  hereIs: 'aqui esta,este e o meu,aqui vai,segue',
  showVerb:
    'mostra,mostre,mostrar,mostra-me,me mostra,me mostre,ver,veja,diga,qual,qual e,quais,quais sao,consultar,verificar,verifica,verifique,lista,listar,liste,como esta,como vai,o que ha,o que tem,exibir,exiba,diz,me diga,quero ver,quero saber,saber',
  editVerb:
    'adiciona,adicione,coloca,coloque,corta,corte,remove,remova,muda,mude,faz,faca,cria,crie,gera,gere,ajusta,ajuste,troca,troque,edita,poe,ponha,adicionar,cortar',
  video:
    'video,videos,clipe,clip,clipes,arquivo,ficheiro,arquivos,ficheiros,filme,projeto,resultado,versao,versao final',
  media: 'foto,fotos,imagem,imagens,musica,audio,material',
  link: 'link,link de download,ligacao,link para download,link para baixar',
  format: 'mp4,mov,gif,webm,formato,formato mp4',
  quality:
    'hd,full hd,4k,alta qualidade,qualidade,alta resolucao,resolucao,vertical,horizontal,boa qualidade,maxima qualidade,alta definicao,melhor qualidade',
  place:
    'computador,desktop,area de trabalho,celular,telemovel,telefone,pasta,disco,galeria,dispositivo,pc,downloads',
  platform: 'youtube,tiktok,instagram,whatsapp,facebook',
  credits: 'creditos,credito,pontos',
  balance: 'saldo',
  account: 'conta,disponivel,disponiveis,atual,restante,restantes',
  timeline:
    'estado,status,faixas,faixa,trilhas,linha do tempo,linha de tempo,timeline,progresso,andamento,estado atual,situacao',
  it: 'o,isto,isso,este,ele,tudo',
  the: 'o,a,os,as,meu,minha,meus,minhas,do,da,dos,esse,esta,essa,estes,no,na,ao',
  a: 'um,uma,algum',
  finished: 'final,finalizado,pronto,completo,editado,novo,terminado,inteiro,acabado,pronta,ultima',
  in: 'em,como,para,pra,pro,por,de,com,a partir de',
  me: 'me,mim,para mim,pra mim,nos',
  howMany: 'quantos,quanto,quantas,quanta',
  have: 'tenho,temos,ha,tem,suficientes,suficiente,eu tenho,ainda tenho',
  left: 'restam,resta,sobram,sobra,me restam,faltam,sobrando,ainda restam',
  is: 'esta pronto,ja esta pronto,ja terminou,ficou pronto,terminou,ja acabou',
  filler:
    'por favor,porfavor,obrigado,obrigada,muito obrigado,agora,ja,ola,oi,ok,bem,muito bem,perfeito,otimo,legal,pode,poderia,podes,posso,podia,voce pode,voce poderia,gostaria de,eu gostaria de,quero,queria,eu quero,podemos,vamos,agora mesmo,de novo,novamente,outra vez,me,so,apenas,sim,claro,excelente,ainda,tambem,preciso,e possivel,como posso,da para,dá pra,da pra,tal como esta,sao,entao,beleza,eu,e so,beleza,se puder,existem,existe',
  not: 'nao,ainda nao,sem,nunca,nao quero,nao precisa',
  later: 'mais tarde,depois,amanha,logo',
  before: 'antes de,antes que',
  only: 'so,apenas,somente,diretamente',
  and: 'e,ou',
  andThen: 'e depois,depois,e entao,entao,em seguida,por fim,finalmente,mas,e por fim,e em seguida',
  topic: 'sobre,que diga,que diz,dizendo,intitulado,tutorial,chamado,texto,escrito',
};
export const PORTUGUESE_HINT =
  /(?<![a-z])(?:os?|uma?|do|da|link de|meus?|minha|por favor|obrigad[oa]|nao|quero|exporta[a-z]*|exporte|baix[a-z]+|salv[ae][a-z]*|envi[ae][a-z]*|mand[ae][a-z]*|carreg[a-z]+|creditos|saldo|quantos?|faixas|mostr[ae][a-z]*|estado|linha|renderiz[a-z]+|voce|pode|descarreg[a-z]+|depois|arquivo|preciso|situacao|andamento|status do|fa[cz][a-z]*|progresso)(?![a-z])/;
