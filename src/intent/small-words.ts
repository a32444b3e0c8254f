/**
 * The words that may stand beside an action word: what the video is called, where it goes, its size, politeness. A clause that
 * holds any other word is an edit.
 */
export const SMALL_WORDS = {
  en: `
video: video,videos,vid,clip,clips,movie,film,file,files,result,results,project,promo,reel,reels,footage,version,versions,recording,short,shorts,slideshow,trailer,vlog,creation,final cut,the cut,this cut,rough cut,the edit,this edit,link,links,url,mp4,mp4s
media: photo,photos,picture,pictures,image,images,song,songs,music,audio,soundtrack,media,asset,assets,voiceover,screenshot
format: mov,webm,mkv,avi,gif,h264,h.264
it: it,this,that,them,these,those,all,everything,anything,both,copy,thing,that's,it's,everything's,changes,what we have,what we've got,what i have,what you have,what we have so far,what we've got so far
the: the,my,our,your,its,final,finished,completed,complete,full,whole,entire,edited,latest,newest,ai,exported,rendered,downloaded,saved,current,done,ready,updated,generated,original,same
a: a,an,some,any,another,one,two,new,more
size: hd,full hd,uhd,4k,2k,8k,quality,high,best,highest,resolution,format,fps,portrait,vertical,landscape,horizontal,aspect ratio,without watermark,without a watermark,without the watermark,without watermarks,no watermark,bitrate,size,lossless
place: desktop,computer,laptop,phone,disk,drive,folder,downloads,gallery,camera roll,storage,local,device,machine,pc,mac,here,locally,email,mail,inbox,youtube,tiktok,instagram,facebook,twitter,linkedin,whatsapp,social media,social,web,content creators,boss,client,clients,team
in: in,as,at,on,of,using,via,from,by,named,called
to: to,for,into,onto
only: just,only,simply
piece: first,last,second,third,half,part,intro,outro,beginning,ending,opening,middle,seconds,minutes,scene
polite: please,pls,plz,hey,hi,hello,ok,okay,k,yes,yep,yeah,yup,sure,great,perfect,nice,awesome,cool,good,fine,wonderful,excellent,amazing,lovely,alright,all right,thanks,thank,thx,ty,now,right,away,immediately,asap,today,already,finally,so,well,next,at last,again,once again,once more,one more time,straight,directly,kindly,maybe,perhaps,me,us,i,we,you,i'm,am,be,let's,lets,let us,let me,let,go ahead,go,ahead,going to,help me,back,over,up,out,down,there,um,uh,oh,hm,yo,guys,really,actually,too,also,as well,still,yet,so far,at the moment,currently,quickly,quick,free,for free,exactly,time to,need to,want to,would like to,have to,love to,like to,wanna,i'd like to,i'd love to,i would like to,i want you to,i would like you to,i'd like you to,i need you to,should,i'll,we'll,i will,we will,got,have,has,i've,whether,decided,i want to,i need to,we want to,we need to,we're,they're,looks,look,looking
polite: wrap,a wrap,that's a wrap,satisfied,happy,and also,wait,hold on,stop
polite: leave it as it is,leave it as is,keep it as it is,keep it as is,i changed my mind,changed my mind,time for,it's time for,it's time to,do,finish,job,don't forget to,do not forget to,make sure to,be sure to,remember to,no more changes,no changes,no more edits,no edits,no further changes,nothing else,add nothing,when it's ready,when it is ready,when ready,when done,when it's done,when it is done,when you're done,when you are done,once it's done,once it is done,once it's ready,once done,once you're done,as soon as it's ready,as soon as possible,if possible,if you can,if you could,if you don't mind,whenever you can,whenever you're ready,when you can,before we start,before we begin,before i start,before we continue,before anything else,for now,this time,by the way,btw,as is,as it is,the way it is,finish up,done editing,good to go,try again,retry,work,worked
can: may,can you,could you,would you,will you,can u,could u,can i,could i,may i,can we,could we,shall we,can,could,would,would you mind,would you be able to,are you able to,am i able to,is it possible to,would it be possible to,is there a way to,is there any way to,how do i,how can i,how do we,how can we,how to,where can i,where do i,would you be so kind as to,be so kind as to,why not,why don't you,why don't we,what about,how about,what if,do you think you could,do you want to,i think we can,i think you can,i think,i wonder
show: play,report,show,list,see,check,check on,view,display,describe,print,tell,remind,look at,look like,know,summary,wondering,count
ask: what,what's,what is,what are,which,how many,how much,how,how's,how is,how are,when,who,why
is: how much longer,how much time,am i,what have you,what did you,what was,what has,failed,fails,fail,stuck,broken,crashed,takes,should i,should we,is,are,was,were,did,does,do i,do you,do we,do they,do exports,has it,has the,have you,have we,have i,isn't,aren't,wasn't,weren't,didn't,doesn't,hasn't,will it,will the,will this,when will,when is,when can i,will exporting,will i,how long,how big,how large,how many seconds,how many minutes,do i have,what formats,what format,what resolution,what size
left: left,remaining,used,remain,remains,available,total,account,enough,run out of,running out of,low on,what do i have left,what have i got left,use,buy,nemovideo
not: not,don't,dont,do not,don't you,never,no,no need to,no need for,shouldn't,should not,stop the,cancel,cancel the,hold off on,hold off,instead of,rather than,skip,skip the,avoid,i don't want to,i do not want to,i don't want you to,i don't want,don't want to,don't need to,don't have to,let's not,not ready to,not ready,can't,cannot,won't,haven't,abort,pause the,never mind,never mind the,nevermind the,forget the,forget about,forget about the,don't bother,hold the,postpone,postpone the,delay the
later: later,later on,tomorrow,another time,not yet,not now,some other time,eventually,in a minute,next time,next week,just yet,until later,can wait,has to wait,must wait,should wait,wait with,wait with the
before: before,until,till,prior to,if,when,while
after: after,once,as soon as
with: with,without,including,excluding,except,minus
screen: button,buttons,icon,icons,label,bar,arrow,arrows,animation,animations,sign,sticker,dialog,logo,counter,effect,text,word,words,caption,title
praise: love,i love,we love,i like,i really like,thanks for,thank you for,happy with,pleased,glad
and: and,or,&
then: then,and then,after that,and after that,afterwards,and afterwards,and finally,but,but then,so i can,so that i can,so we can,so that we can,lastly,and lastly,followed by,thereafter,and now,and next,once that's done,when that's done`,
  zh: `
video: 视频,視頻,影片,成片,成品,文件,结果,项目,作品,视频文件,片子,短片,成果,最终版,最终视频,最终成片,短视频,片,版本,全部,完整版,链接,地址,网址
media: 图片,照片,音乐,歌,歌曲,音频,素材,背景音乐,配乐,录音,媒体,图
format: 动图,mov,gif
it: 它,这个,那个,这些,所有,这,这条
the: 我的,该,这段,这份,整个,整,我们的,那段,那条,最终,最终的,最后的,完成的,完整的,做好的,剪好的,编辑好的,生成的,成品的,的,当前的,最新的,最新,新的,处理好的,刚才的,刚刚的,完整,改好的,弄好的,原,原始,可用的,可用
a: 一个,个,一份,份,一段,一条,一首,首,一张,张,点,些,一些,几张,几段
size: 高清,超清,全高清,标清,竖屏,横屏,竖版,横版,画质,清晰度,分辨率,高质量,高画质,格式,无水印,没有水印,不带水印,帧率,无损,高清版,mp4格式
place: 本地,电脑,桌面,手机,硬盘,相册,文件夹,云盘,u盘,邮箱,里,上,抖音,小红书,b站,快手,微信,朋友圈,客户,老板,这里
in: 在,用,为,成,按,以,作为,到,至,往,把,将
only: 直接,只,仅,光,单纯
piece: 第一段,前半段,后半段,最后一段,第二段,第一个片段,片段,前,部分
polite: 会,才,才能,请,请问,麻烦,你,您,帮我,帮忙,帮,我,我们,咱们,我想,想,也,都,就,那,那就,那么,好,好的,好了,行,行了,可以了,吧,吗,呢,么,啊,呀,哦,啦,哈,嘛,了,嗯,一下,一遍,一次,出来,下来,过来,起来,来,再,再次,重新,现在,目前,当前,马上,立刻,立即,尽快,快点,快,赶紧,赶快,已经,谢谢,多谢,感谢,辛苦,没问题,不错,很好,太好,太棒,棒,完美,满意,很,非常,看起来,这样,就这样,就这版,这版,没别的,该,应该,怎么,如何,怎么样,是,对,你好,您好,最后,先,顺便,之后,完成,做完,做,弄,还,一步,哪一步,的话,等视频,做好,弄好,完,改,版
can: 可以,能,能否,能不能,可不可以,可否,要不要,要不,好吗,行吗,可以吗,好不好,行不行,是否可以
show: 看看,看一下,看下,查看,查,查下,查询,显示,展示,列出,看,告诉我,检查,让我,想看,知道,说说,检查一下
ask: 什么,哪些,哪,有哪些,有什么,是什么,几条,多少,几个,几,多少个,够不够,够吗,为什么
is: 有没有,是不是,好了吗,好了没,好了没有,好了么,做好了吗,完成了吗,完成没有,了吗,了没,了没有,了么,好没好,没有吗
left: 剩,还剩,剩下,剩余,余下,还有,有,够,够用,足够,不够,不足,用完,账户,账号,帐户,帐号,能用
not: 不要,别,不用,不必,不需要,不想,不,暂不,无需,没必要,不能,不准,别急着,不急着,禁止,取消,停止,还不要,千万别,别着急,勿,切勿,请勿,甭,暂时别,暂时不,没,没有
later: 晚点,稍后,以后,回头,过会儿,等会儿,等一下,等等,等会,待会,待会儿,一会儿,改天,明天,下次,等我,等到,暂时
pre: 前,之前,以前,的时候,时
with: 带,带上,带有,不带,并带,含,包含,不含
screen: 按钮,图标,字样,标志,动画,教程,图案
edit: 改,去,加,添加,加上,加个,加入,插入,放,剪,剪到,剪辑,裁,裁剪,删,删除,删掉,去掉,去除,移除,换,替换,换成,换掉,改成,改为,修改,调,调整,调成,做个,做一个,制作,生成,创建,设置,移动,配,配上,写,模糊,静音,拼接,合并,优化,提高,降低,缩短,延长,加快,放慢,旋转,翻转,美化,补,转,需要加,校正,修,压缩,变
topic: 关于,讲,讲解,介绍,教,教程,写,写着,叫,名为,文字,内容,标题是,标题为,说,说着,喊,念,字幕写,上面写,配音
tie: 和,跟,与,及,再,后,就,并,并且,之后,以后,完,了,然后再,好,以及
then: 同时,然后,接着,随后,而后,接下来,最后,顺便,另外,但,但是,不过,完成后,完成之后,做完后`,
  es: `
video: video,videos,clip,clips,archivo,archivos,pelicula,proyecto,resultado,version,montaje,enlace,link,mp4; media: foto,fotos,imagen,imagenes,cancion,musica,audio; it: lo,la,esto,este,eso,todo; the: el,las,los,mi,mis,del,ese,esta,final,terminado,acabado,listo,completo,editado,nuevo,entero,ultima,disponible,disponibles,actual,al; a: un,una; size: calidad,alta,mejor,maxima,resolucion,vertical,horizontal,formato
place: escritorio,ordenador,computadora,movil,telefono,carpeta,disco,galeria,dispositivo,descargas; in: en,como,de,con; to: a,para; only: solo,solamente,directamente; piece: primer,primera,primeros,ultimos
polite: mas,tarde,por favor,porfavor,porfa,gracias,ahora,ya,hola,vale,bien,muy,perfecto,genial,me,quiero,quisiera,me gustaria,vamos a,hay que,ahora mismo,otra vez,de nuevo,si,claro,bueno,excelente,necesito,todavia,aun,es,se,tengo,encanta,gusta; can: puedes,podrias,puedo,podria,podemos,se puede,como puedo; show: muestra,muestrame,mostrar,mostrarme,ver,dime,consulta,consultar,comprueba,lista,saber,ensename
ask: cual,cuales,que,cuanto,cuantos,cuanta,cuantas; is: tiene,tienen,lleva,cuanto dura,cuanto tiempo,esta listo,esta lista,esta terminado,ya esta,ya esta listo,ha terminado,has terminado,hay; left: quedan,queda,restan,restante,cuenta,suficientes,suficiente; not: no,todavia no,aun no,sin,nunca,no quiero; later: mas tarde,manana,todavia; before: antes de,antes de que,si; with: sin; and: y
then: y luego,luego,despues,y despues,a continuacion,por ultimo,finalmente,pero,entonces`,
  pt: `
video: video,videos,clipe,clip,arquivo,arquivos,ficheiro,filme,projeto,resultado,versao,link,mp4; media: foto,fotos,imagem,imagens,musica,audio; it: isto,isso,este,ele,tudo; the: o,a,os,as,meu,minha,meus,minhas,esse,essa,no,na,ao,final,finalizado,pronto,pronta,completo,editado,novo,inteiro,ultima,atual,disponivel; a: um,uma; size: qualidade,alta,melhor,maxima,resolucao,vertical,horizontal,formato
place: computador,desktop,celular,telemovel,telefone,pasta,disco,galeria,dispositivo,downloads; in: em,como,de,com,do,da; to: para,pra,pro,por; only: so,apenas,somente,diretamente; piece: primeiro,primeiros,ultimos
polite: por favor,porfavor,obrigado,obrigada,muito,agora,ja,ola,oi,bem,perfeito,otimo,legal,quero,queria,gostaria de,eu,vamos,agora mesmo,de novo,novamente,outra vez,me,mim,sim,claro,excelente,ainda,preciso,e possivel,tenho,existem,gostei; can: pode,poderia,podes,posso,podia,voce pode,podemos,como posso,da para,da pra
show: mostra,mostre,mostrar,me mostra,ver,veja,diga,me diga,consultar,verificar,verifica,lista,listar,exibir,saber; ask: qual e,quais sao,qual,quais,quanto,quantos,quantas,que; is: tem,tens,quanto tempo,quanto dura,esta pronto,ja esta pronto,ja terminou,ficou pronto,terminou,ja acabou; left: restam,resta,sobram,sobra,conta,suficientes,temos; not: nao,ainda nao,sem,nunca,nao quero; later: mais tarde,amanha,ainda
before: antes de,antes que; with: sem; and: e,ou; then: e depois,depois,e entao,entao,em seguida,e em seguida,por fim,finalmente,mas`,
  fr: `
video: video,videos,clip,fichier,fichiers,film,projet,resultat,version,montage,lien,mp4; media: photo,photos,image,images,chanson,musique,audio,son; it: ca,cela,ceci,tout; the: le,la,les,l',mon,ma,mes,du,ce,cette,cet,ton,au,notre,final,finale,fini,finie,termine,terminee,complet,complete,nouvelle,derniere,prete,pret,entiere,actuel,disponibles; a: un,une,des
size: qualite,haute,meilleure,bonne,resolution,vertical,horizontal,portrait,paysage,format; place: bureau,ordinateur,ordi,telephone,dossier,disque,galerie,appareil,portable; in: en,dans,sur,de,d',avec,comme; to: a,pour,vers; only: juste,seulement,uniquement,directement; piece: premier,premiere,premieres,dernieres
polite: s',il,te,vous,plait,s'il te plait,s'il vous plait,svp,stp,merci,beaucoup,maintenant,bonjour,salut,d'accord,bien,tres,parfait,super,genial,moi,me,m',je,j',veux,voudrais,aimerais,allons-y,tout de suite,encore une fois,a nouveau,oui,c'est bon,excellent,deja,il faut,y,veuillez,voila,c',ai,-moi,adore,aime
can: peux-tu,pouvez-vous,pourrais-tu,pourriez-vous,tu peux,vous pouvez,je peux,puis-je,on peut,comment,est-ce que je peux; show: montre,montrez,montrer,affiche,affichez,afficher,voir,dis-moi,verifie,consulter,consulte,liste,savoir; ask: quel,quelle,quels,quelles,combien,combien de; is: y a-t-il,a-t-elle,il y a,combien de temps,est,est-ce que,est-ce,est-elle,est-il,sont
left: reste,reste-t-il,il me reste,me reste-t-il,il reste,restant,restants,compte,assez,ai-je; not: ne,n',pas,ne pas,sans,jamais,inutile de,pas besoin de,rien; later: plus tard,demain,pas encore,encore,pour l'instant,pour le moment; before: avant de,avant que,avant d',avant l',avant; with: sans; and: et,ou; then: puis,et puis,ensuite,et ensuite,apres ca,enfin,mais,et enfin,pour finir`,
  de: `
video: video,videos,clip,clips,datei,dateien,film,projekt,projekts,ergebnis,version,endfassung,videodatei,link,mp4,mp4-datei; media: foto,fotos,bild,bilder,lied,musik,audio,material; it: es,alles,ihn
the: das,den,die,der,dem,des,mein,meine,meinen,meinem,meiner,dieses,diesen,diese,unser,im,ins,zum,vom,am,fertig,fertige,fertiges,fertigen,finale,finales,ganze,ganzes,neue,letzte,komplette,aktuelle,aktuellen,aktueller,verfugbar; a: ein,eine,einen,einem; size: qualitat,hoher,hohe,bester,beste,auflosung,hochformat,querformat,format
place: desktop,rechner,computer,handy,ordner,festplatte,galerie,gerat,schreibtisch,laptop,telefon; in: in,als,auf,von,mit,aus; to: fur,nach,zu,an; only: nur,direkt,lediglich; piece: ersten,erste,letzten
polite: bitte,danke,vielen,jetzt,nun,hallo,hi,ok,gut,sehr,perfekt,super,toll,klasse,ich,will,mochte,ich mochte,ich will,sofort,gleich,nochmal,noch einmal,erneut,einfach,ja,schon,auch,mal,doch,du,mir,uns,mich,lade,lad,laden,werden,wird,los,gern,gerne,ab,dann,und,liebe,habe,hab,hatte,noch; can: kannst du,konntest du,konnen sie,konnten sie,kann ich,konnte ich,darf ich,wir konnen,wie kann ich
show: zeig,zeige,zeigen,anzeigen,sag,nenne,liste,auflisten,prufe,prufen,sehen,ansehen,wissen; ask: was,welche,welcher,wie,wie viel,wie viele,wieviel,wieviele,gibt; is: hat,haben,wie lang,wie lange,wie weit,ist,sind,hast du,bist du,steht; left: ubrig,verbleiben,bleiben,konto,genug; not: nicht,noch nicht,nie,ohne,kein,keine; later: spater,morgen,nachher; before: bevor,bevor du,vor dem,wenn; with: ohne
and: und,oder,sowie; then: und dann,danach,und danach,anschliessend,und anschliessend,anschließend,zuletzt,aber,sondern`,
  ja: `
video: 動画,ビデオ,映像,クリップ,ファイル,完成品,プロジェクト,作品,結果,ムービー,完成版,最終版,データ,リンク,mp4; media: 写真,画像,音楽,曲,音声,素材; it: それ,これ,あれ,全部; the: この,その,私の,あの,完成した,最終,編集した,できた,完成,最新,の,新しい,利用可能,アカウント; a: 一つ; size: 高画質,解像度,画質,縦,縦型,横,縦長,高解像度,フルハイビジョン,形式; place: パソコン,デスクトップ,スマホ,フォルダ,フォルダー,ローカル,端末,携帯,手元; in: を,で,に,が,は,として,へ,も,から,と; only: だけ
polite: ください,下さい,お願い,お願いします,お願いいたします,ありがとう,ありがとうございます,今,今すぐ,すぐ,はい,完璧,いいね,いいです,最高,もう一度,か,ね,よ,な,です,ます,して,する,し,したい,たい,では,じゃあ,そのまま,ちょっと,すみません,いる,います,ん,あと,できたら,完成したら,終わったら,ほしいです,もう,私,の方; can: くれますか,もらえますか,いただけますか,できますか,できる,可能ですか,もらえる,もいいですか; show: 見せて,表示,確認,教えて,見たい,見る,一覧,チェックして,調べて,知りたい; ask: 何,どう,いくつ,どれくらい,どのくらい,どれだけ,何個,どれ,はいくつ; is: できました,できましたか,完了しましたか,終わりましたか,終わった,完了した; left: 残って,残り,残っている,残っています,余って,使える,足り,あります,ある
not: ないで,しないで,なくて,ずに,せずに,ない; later: まだ,あとで,後で,明日,のちほど; pre: 前に,する前に; edit: 追加,追加して,入れて,付けて,つけて,切って,カット,削除,消して,変えて,変更,作って,生成,調整,加えて,短く,編集,トリミング,にして,明るく,直して,入れ,付け; topic: という,について,方法,解説; screen: ボタン,アイコン; tie: て,して,てから,から,し,で; then: それから,その後,次に,最後に,そして,でも`,
  ko: `
video: 비디오,영상,동영상,클립,파일,결과물,프로젝트,작품,결과,완성본,최종본,링크,mp4; media: 사진,이미지,음악,노래,오디오,소스; it: 이거,그거,이것,그것,전부,다; the: 이,그,내,제,우리,완성된,최종,편집된,완성한,전체,새,마지막,완성,현재,계정,사용가능한; a: 하나,한; size: 고화질,해상도,화질,세로,가로,고해상도,세로형,형식; place: 컴퓨터,바탕화면,휴대폰,폴더,로컬,기기,핸드폰,폰,갤러리; in: 로,으로,에,를,을,의,에서,은,는,이,가,도,만; only: 바로,그냥
polite: 야,이야,예요,이에요,인가요,나요,까요,제발,부탁해,부탁해요,부탁합니다,감사합니다,고마워,고마워요,지금,당장,안녕하세요,네,응,좋아,좋아요,완벽해,완벽해요,해,해줘,해주세요,해요,하고,하고싶어,하고싶어요,싶어,싶어요,싶습니다,수,할,하자,다시,한번,이제,좀,그럼,그대로,할게,합니다,요,저,나,받아,달라고,개,주실래요,주시겠어요; can: 수있어,수있어요,수있나요,수있을까,수있을까요,할수있을까요,할수있을까,할수있어,할수있나요,해줄래,해줄수있어,될까요,되나요,줄래; show: 보여,보여줘,보여주세요,확인,확인해,알려,알려줘,알려주세요,표시,조회,봐; ask: 얼마야,뭐,뭐야,무엇,어때,어떻게,몇,얼마,얼마나; is: 됐어,됐나요,끝났어,끝났나요,완료됐어,완성됐어,다됐어,되었나요
left: 남았어,남았나요,남은,남아,있어,있나요,있어요,충분해; not: 지마,지말고,지마세요,지말아줘,말고,마,마세요,않고,안; later: 나중에,내일,이따가,아직; pre: 전에,하기전에,기전에,전; edit: 추가,추가해,추가해줘,추가하고,넣어,넣어줘,넣고,잘라,자르고,삭제,지워,지우고,바꿔,바꾸고,만들어,조정,붙여,편집,줄이고,줄여,빼고,밝게; topic: 라는,이라는,대한,방법; screen: 버튼,아이콘; tie: 고,하고,나서,서,해서,후,후에,다음,한다음; then: 그리고,그다음,그다음에,그런다음,다음에,마지막으로,그러고,그리고나서,하지만,근데`,
} as const;
