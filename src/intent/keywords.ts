/**
 * The keyword table: the seed's rows ("Matching Input to Actions") with what people really say. English and Chinese in full,
 * one line a row for the others. A word is written as `fold` leaves it: small letters, no accents.
 *
 * `export` heads a clause whatever is exported; `save` and `give` ask for the file only with the video (or nothing) behind
 * them; `make` only with a file format; `cost` counts in a question.
 */
export const KEYWORDS = {
  en: `
export: it exported,this exported,it rendered,this rendered,export,exports,exporting,re-export,reexport,re-exporting,download,downloads,downloading,redownload,re-download,dl,ship it,hit export,press export,start the export,start the download,start exporting,start downloading,start rendering,start the render,run the export,do the export,do an export,do a final render,begin the export,proceed with the export
save: save,saving,render,rendering,re-render,rerender,output,finalize,finalise
give: share,publish,send,give,get,fetch,hand,deliver,grab,email,mail,gimme,let me have,let me get,hook me up with,shoot me,i need,we need,i want,we want,i'd like,i would like,i'd love,i'll take,can i have,may i have,could i have,can we have,can i get,could i get,i want to have,i'd like to have,where is,where's,where are,where did,where can i get,where can i find,where do i find,where do i get,how do i get,how can i get,i can't find,i cannot find,i can't see,i don't see
make: make,turn,convert
credits: credits,credit,balance,points,tokens,what's left,what is left,how many left,how many are left,how many do i have left,how many remain,left on my account,left in my account
cost: cost,costs,price,pricing,pay,charge,charged,charges,expensive,cheap,free,how much is it,how much is that,spend,spent
state: status,state,timeline,time line,track,tracks,layers,progress,length,duration,how is it going,how's it going,how is it coming along,where are we,what do we have,what do we have so far,what have we got,what have i got,what do i have,what is done,what's done,what's been done,what has been done,any news,any update,any updates,update,overview,what's happening,what is happening,what's going on,how far along,show me what we have,show me what's there
upload: upload,uploading,attach,attaching,import,importing,bring in,here is,here's,here are,this is my,i attached,i've attached`,
  zh: `
export: 导出,去导出,去下载,导出来,导出到,导出成,导出为,导一下,汇出,輸出,導出,出片,下载,下载下来,下载到,下載,下载链接,下载地址,export,download,发给我,发送给我,发我,传给我,发过来,传过来,发送过来
save: 保存,保存到,存到,存一下,存下来,另存为,保存为,保存成,存为,存成,渲染,渲染出来,渲染成,渲染为,输出,输出成,输出为,合成输出
give: 给我,发一下,发给,交给我,传我,发到,发送到,发来,拿给我,我要,我想要,我需要,需要,要,在哪,在哪里,哪里,拿到,获取
make: 转成,转为,转换成,转换为,变成,做成,弄成
credits: 积分,点数,额度,余额,積分,點數,餘額,算力,credits
cost: 多少钱,价格,收费,费用,免费,花钱,花多少,花费,要钱,付费,扣多少,扣积分,消耗
state: 状态,狀態,状態,進度,轨道,音轨,时间线,时间轴,時間線,进度,进展,情况,时长,长度,多长,多大,多久,几秒,几分钟,多少秒,什么样,什么样子,是什么样,是什么样子,怎么样了,怎样了,到哪了,到哪一步了,到哪里了,做到哪了,做到哪一步了,做到哪里了,剪到哪了,弄到哪了,百分之多少,百分之几
upload: 上传,上傳,传上去,传一下,传个,导入,導入,upload,这是我的,这是我拍的`,
  es: `
export: exporta,exportar,exporte,exportes,exporten,exportando,exportacion,descarga,descargar,descargue,descargues,descargas,descargame,enlace de descarga,link de descarga,bajar,baja,bajame,bajes
save: guarda,guardar,guarde,guardes,renderiza,renderizar,renderice
give: envia,enviar,enviame,envie,envies,manda,mandar,mandame,mandes,dame,darme,pasame,enviarme,mandarme,quiero el,quiero mi,necesito el,necesito mi,donde esta
make: convierte,convertir,conviertelo,pasalo
credits: creditos,credito,saldo,puntos,balance
cost: cuesta,cuestan,costar,precio,gratis,cobra,cobran,pagar
state: estado,pista,pistas,linea de tiempo,linea temporal,cronologia,progreso,duracion,que hay,como va
upload: sube,subir,suba,subas,cargar,carga,importa,importar,adjunta,adjuntar,aqui esta,aqui tienes`,
  pt: `
export: exporta,exportar,exporte,exportes,exportando,exportacao,baixa,baixar,baixe,baixes,baixando,download,descarregar,descarrega,descarregue,transferir,faz o download,faca o download,fazer o download,fazer download,faca download,link de download
save: salva,salvar,salve,guarda,guardar,guarde,gravar,renderiza,renderizar,renderize
give: envia,enviar,envie,manda,mandar,mande,me envia,me envie,me manda,me mande,me da,me de,me passa,quero o,quero meu,preciso do,onde esta,cade
make: converte,converter,converta,transforma
credits: creditos,credito,saldo,pontos
cost: custa,custam,custar,preco,gratis,cobra,pagar
state: estado,status,faixa,faixas,trilhas,linha do tempo,progresso,andamento,situacao,duracao,como esta,como vai
upload: carregar,carrega,carregue,subir,suba,sobe,upload,importar,importa,importe,anexar,anexa,faz upload,fazer upload,enviar o arquivo,aqui esta`,
  fr: `
export: exporte,exporter,exportez,exportes,exportons,export,exportation,telecharge,telecharger,telechargez,telecharges,telechargement,lien de telechargement,recupere,recuperer
save: enregistre,enregistrer,enregistrez,sauvegarde,sauvegarder,sauvegardez,sauve,rendu,lance le rendu,fais le rendu
give: envoie,envoyer,envoyez,donne,donner,donnez,passe-moi,file-moi,transmets-moi,je veux la,je veux ma,je voudrais la,je voudrais le,il me faut,j'ai besoin de,j'ai besoin du,ou est
make: convertis,convertir,transforme
credits: credits,credit,solde,points
cost: coute,coutent,couter,prix,gratuit,gratuite,payer,payant,facture
state: etat,statut,status,piste,pistes,timeline,chronologie,progression,avancement,ligne de temps,duree,dure,ou en est-on,ou en est,ou en sommes-nous
upload: importe,importer,importez,televerse,televerser,televersez,charge,charger,chargez,mets en ligne,upload,joins,joindre,voici`,
  de: `
export: exportiere,exportieren,exportier,exportierst,exportiert,export,herunterladen,runterladen,herunter,runter,download,downloaden,downloade,download-link,downloadlink
save: speichere,speichern,speicher,sichere,sichern,abspeichern,rendere,rendern
give: schick,schicke,schicken,schickst,sende,senden,gib,geben,zuschicken,zusenden,ich brauche,ich will das,ich mochte das,ich hatte gern das,wo ist
make: konvertiere,konvertieren,wandle,umwandeln
credits: credits,credit,guthaben,kontostand,saldo,guthabenpunkte,punkte
cost: kostet,kosten,preis,gratis,kostenlos,bezahlen,zahlen
state: status,stand,zeitleiste,zeitachse,timeline,spur,spuren,tonspuren,fortschritt,zustand,dauer
upload: hochladen,hoch,upload,uploaden,importiere,importieren,anhangen,hier ist,anbei`,
  ja: `
export: 書き出し,書き出して,書き出す,書き出せ,書き出した,書き出さ,書出し,エクスポート,ダウンロード,落として,ダウンロードリンク,export,download
save: 保存,レンダリング,出力
give: 送って,送信して,送る,送ら,渡して,ちょうだい,欲しい,ほしい,共有して,どこ
make: 変換
credits: クレジット,ポイント,残高
cost: いくら,はいくら,料金,費用,値段,無料,有料,かかる,かかります
state: 状態,状況,ステータス,トラック,タイムライン,進捗,進み具合,長さ,尺,何秒,何分,どうなって
upload: アップロード,アップして,取り込んで,読み込んで,インポート`,
  ko: `
export: 내보내기,내보내,내보낼,내보내자,익스포트,추출,다운로드,다운,다운받기,다운받을,다운받아,내려받기,내려받을,내려받아,다운로드링크,export,download
save: 저장,렌더링,렌더,출력
give: 보내,보낼,보내줄,보내줘,보내주세요,전송해,전달해,줘,주세요,필요해,원해,어디,어디있어,어디있어요,어디있나요
make: 변환해,변환
credits: 크레딧,크레디트,포인트,잔액,잔고
cost: 가격,비용,무료,유료,요금,드나요,들어
state: 상태,트랙,타임라인,진행,진행상황,진행률,상황,현황,길이,몇초,몇분
upload: 업로드,올려,올릴,가져와,가져오기,불러와,첨부`,
} as const;
