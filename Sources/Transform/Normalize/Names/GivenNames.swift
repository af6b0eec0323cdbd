/// Common given names of ten countries, folded: the first word of a name in this list suggests a natural person.
enum GivenNames {
  static let list = """
    james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald
    steven paul andrew joshua kenneth kevin brian george timothy ronald jason edward jeffrey ryan jacob gary nicholas
    eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick jack dennis
    jerry tyler aaron jose adam nathan henry douglas zachary peter kyle walter ethan jeremy harold keith christian roger
    noah gerald carl terry sean austin arthur lawrence jesse dylan bryan joe jordan billy bruce albert willie gabriel
    logan alan juan wayne roy ralph randy eugene vincent russell louis philip bobby johnny bradley simon stuart graham
    ian neil colin derek nigel trevor malcolm gareth liam callum angus ewan hamish mary patricia jennifer linda barbara
    elizabeth susan jessica sarah karen lisa nancy betty margaret sandra ashley kimberly emily donna michelle carol
    amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna brenda pamela
    emma nicole helen samantha katherine christine debra rachel carolyn janet catherine maria heather diane ruth julie
    olivia joyce virginia victoria kelly lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline
    martha
    gloria teresa ann sara madison frances kathryn janice jean abigail alice julia judy sophia grace denise amber doris
    marilyn danielle beverly isabella theresa diana natalie brittany charlotte marie kayla alexis lori fiona claire
    gemma lucy chloe zoe isla freya hans peter wolfgang klaus jurgen juergen dieter manfred horst gerhard werner gunter
    guenter helmut heinz rolf uwe bernd karl stefan andreas markus matthias sebastian florian tobias jan jens kai
    ralf rainer joachim sven torsten thorsten lukas felix jonas leon maximilian moritz niklas fabian ulrich martin
    reinhard herbert friedrich wilhelm otto kurt ursula monika petra sabine renate helga karin brigitte ingrid erika
    gisela birgit heike martina silke katharina anja claudia susanne kerstin ute angelika jutta gabriele ulrike lena
    lea hanna anke tanja nadine jean pierre michel andre philippe alain bernard jacques daniel francois patrick claude
    christophe nicolas laurent frederic eric olivier thierry pascal gerard julien sebastien guillaume antoine
    romain maxime luc yves marcel rene dominique stephane jerome bruno arnaud benoit vincent mathieu cedric gilles
    monique catherine nathalie isabelle sylvie francoise anne martine christine nicole valerie sophie veronique
    sandrine celine chantal brigitte aurelie camille manon marion helene pauline delphine corinne
    cornelis johannes hendrik jacobus willem pieter gerrit dirk jeroen maarten bart sander wouter joost koen
    thijs daan sem lars bas ruud henk kees johan marieke anneke ingrid femke sanne lotte fleur marjolein wilma
    antonio manuel francisco javier carlos miguel alejandro rafael pedro angel fernando luis alberto sergio jorge
    pablo alvaro diego adrian raul enrique ramon vicente ivan ruben oscar andres joaquin santiago eduardo victor
    roberto jaime ignacio carmen josefa isabel dolores pilar mercedes rosa cristina francisca antonia lucia elena
    concepcion manuela raquel beatriz rocio silvia marta irene nuria alba sonia ines rajesh suresh ramesh amit
    sanjay vijay anil sunil ashok rakesh manoj ravi deepak arun ajay vinod rahul rohit vikram arjun karthik naveen
    prakash
    srinivas mohan krishna gopal harish dinesh mukesh pankaj nitin sachin gaurav abhishek priya anita sunita lakshmi
    kavita rekha meena pooja neha divya swati shalini geeta radha hiroshi takashi kenji akira satoshi kazuo makoto
    yoshio hideo takeshi masao shigeru minoru toshio kenta daiki shota haruto yuto sota ren hiroto yuki naoki koji
    shinji tetsuya daisuke yoko keiko kazuko hiroko yoshiko michiko sachiko noriko tomoko akiko yumi naomi emi mai
    sakura aoi hina misaki ayaka
    """
}
